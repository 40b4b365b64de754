/** Changes that a person asked for, or that are for them. */
export const ofPerson = (personId: string) => ({
  OR: [{ requesterId: personId }, { beneficiaryId: personId }],
});
