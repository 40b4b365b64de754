/** Where the people of the flows sit: far from UTC, and not by whole hours. */
export const zone = "Asia/Kathmandu";
