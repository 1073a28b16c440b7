// Imported before any schema is made: the page's Content-Security-Policy allows no code from strings, which zod would try.
import * as z from 'zod';

z.config({ jitless: true });
