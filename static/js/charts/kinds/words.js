// What answers are called in words.common and words.common.chart: ratings by that name.
export const RATED = { did: 'rated', table: 'table', answer: 'rating', none: 'none', group: 'ratings' };
export const ANSWERED = { did: 'answered', table: 'answers_table', answer: 'answer', none: 'no_answers', group: 'answers' };
