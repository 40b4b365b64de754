/** The files of a drop, those in dropped folders included, each with the folders it was in. */
export interface DroppedFile {
  readonly name: string;
  readonly content: File;
}

/** More would be somebody's whole disk. */
const MOST_FILES = 5_000;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader tells a hundred at a time. */
const entriesOf = (entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = entry.createReader();
  const next = (): Promise<FileSystemEntry[]> =>
    new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  const all = async (found: FileSystemEntry[]): Promise<FileSystemEntry[]> => {
    const more = await next();
    return more.length === 0 ? found : all([...found, ...more]);
  };
  return all([]);
};

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function collect(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (isFile(entry)) found.push({ name: entry.fullPath.replace(/^\//, ""), content: await fileOf(entry) });
  else if (isFolder(entry)) for (const inner of await entriesOf(entry)) await collect(inner, found);
}

export const filesChosen = (files: Iterable<File>): DroppedFile[] =>
  [...files].map((content) => ({ name: content.webkitRelativePath || content.name, content }));

export async function filesDropped({ items, files }: DataTransfer): Promise<DroppedFile[]> {
  // The list is emptied as soon as the event has been handled: take everything out of it first.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = filesChosen(files);
  if (entries.length === 0) return plain;
  const found: DroppedFile[] = [];
  for (const entry of entries) await collect(entry, found);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
