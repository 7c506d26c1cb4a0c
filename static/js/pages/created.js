// The pages of a workshop's links.
import { copyButtons } from '../lib/copybuttons.js';

copyButtons(document);
