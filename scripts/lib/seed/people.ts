// The people of the demo and what they own. Names are in both languages, to exercise search, sorting and fonts.

export interface Person {
  /** null: the default development user, an operator */
  login: string | null;
  pictures: [name: string, scene: string, portrait?: boolean][];
  albums: { name: string; description: string; pictures: string[] }[];
}

export const PEOPLE: Person[] = [
  {
    login: null,
    pictures: [
      ['富士山の朝.jpg', 'fujiDawn'],
      ['富士山と星空.jpg', 'fujiNight'],
      ['京都の桜.jpg', 'blossom'],
      ['嵐山の紅葉.jpg', 'autumn'],
      ['東京の夜景.jpg', 'cityNight', true],
      ['Alps from the train.jpg', 'alps'],
      ['Sunset at the sea.jpg', 'sea'],
      ['First snow.jpg', 'snow'],
    ],
    albums: [
      {
        name: '日本の四季',
        description: '春は桜、秋は紅葉、冬は雪。',
        pictures: ['京都の桜.jpg', '嵐山の紅葉.jpg', 'First snow.jpg', '富士山の朝.jpg'],
      },
      {
        name: 'Best of the year',
        description: 'The ones to print.',
        pictures: ['富士山と星空.jpg', 'Sunset at the sea.jpg', 'Alps from the train.jpg'],
      },
      { name: '夜', description: '', pictures: ['富士山と星空.jpg', '東京の夜景.jpg'] },
    ],
  },
  {
    login: 'hanako',
    pictures: [
      ['湖のほとり.jpg', 'lake'],
      ['Purple evening.jpg', 'dusk'],
      ['Office window.jpg', 'cityDay', true],
      ['月夜.jpg', 'moon'],
    ],
    albums: [
      { name: '旅行', description: '湖と山', pictures: ['湖のほとり.jpg', 'Purple evening.jpg'] },
      { name: 'Quiet places', description: '', pictures: ['月夜.jpg', '湖のほとり.jpg'] },
    ],
  },
];
