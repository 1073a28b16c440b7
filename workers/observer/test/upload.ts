/** What MediaUploaded says in the board's tests. */
export const upload = {
  user_id: 'user-a',
  filename: 'a.jpg',
  content_type: 'image/jpeg',
  size: 1,
  sha256: 'a'.repeat(64),
};
