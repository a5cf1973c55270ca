/** Words that say nothing of a garment. */
export const NOISE = ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"];
