/** One file on its way to the server, with how much of it has gone. */
export interface Uploaded {
  status: number;
  key?: string;
  html?: string;
  message?: string;
}

export function upload(url: string, token: string, file: File, progress: (part: number) => void): Promise<Uploaded> {
  const fields = new FormData();
  fields.append("file", file, file.name || "bild.png");
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", token);
  request.upload.addEventListener("progress", (event) =>
    progress(event.lengthComputable ? event.loaded / event.total : 0),
  );
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => resolve(answerOf(request)));
    request.send(fields);
  });
}

function answerOf(request: XMLHttpRequest): Uploaded {
  try {
    return { ...(JSON.parse(request.responseText) as Omit<Uploaded, "status">), status: request.status };
  } catch {
    return { status: request.status };
  }
}

export function filesIn(transfer: DataTransfer | null): File[] {
  return Array.from(transfer?.files ?? []);
}
