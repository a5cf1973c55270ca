import { Duration, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import { grantReadWrite } from "./database.ts";
import { invoke } from "./embedder.ts";
import { type Job, lambda } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import type { Stage } from "./stage.ts";
import type { Buckets } from "./storage.ts";
import { timer } from "./timers.ts";

export interface UploadParts {
  stage: Stage;
  table: Table;
  buckets: Buckets;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

export interface Uploads {
  functions: Record<string, LambdaFunction>;
  /** Lets a function sign addresses that shoppers send their files to and look at them by. */
  grantSign(signer: LambdaFunction): void;
  /** Lets a function show pictures of reviews to everybody, and take them back. */
  grantPublish(publisher: LambdaFunction): void;
  /** Lets a function take them back alone. */
  grantUnpublish(remover: LambdaFunction): void;
}

/** What looks at the files that shoppers send, reads their receipts, and removes them when their time has come. */
export function uploads(stack: Stack, { stage, table, buckets, work, monitoring }: UploadParts): Uploads {
  const { shoppers: own, media } = buckets;
  const made = (id: string, options: Job): LambdaFunction => {
    const handler = lambda(stack, id, stage, { onFailure: work.failures.async, ...options });
    monitoring.watchErrors(id, handler, 5);
    return handler;
  };
  const job = made("UploadJob", {
    entry: "functions/src/jobs/upload.ts",
    memoryMb: 1536,
    timeoutSeconds: 60,
    natives: ["sharp"],
    environment: { ...work.names, OCR: stage.ocr },
  });
  grantReadWrite(table, job);
  for (const place of ["quarantine/*", "shoppers/*"]) {
    own.grantRead(job, place);
    own.grantPut(job, place);
    own.grantDelete(job, place);
  }
  work.queues.upload.feed(job, { batchSize: 1, concurrency: stage.keepsData ? 5 : 2 });
  const ocr = stage.ocr === "tesseract" ? packaged(job, made) : undefined;
  if (!ocr) job.addToRolePolicy(new PolicyStatement({ actions: ["textract:AnalyzeExpense"], resources: ["*"] }));

  const remove = made("RemoveUploads", {
    entry: "functions/src/timers/remove-uploads.ts",
    memoryMb: 256,
    timeoutSeconds: 60,
    environment: work.names,
  });
  grantReadWrite(table, remove);
  own.grantDelete(remove, "shoppers/*");
  timer(stack, "EveryHourUploads", Duration.hours(1), remove, work.failures.async);
  excuse(job);
  excuse(remove);
  const permit = (who: LambdaFunction, actions: string[], resource: string) => {
    who.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
    excuse(who);
  };
  return {
    functions: { upload: job, removeUploads: remove, ...(ocr && { ocr }) },
    grantSign(signer) {
      permit(signer, ["s3:PutObject"], own.arnForObjects("quarantine/*"));
      permit(signer, ["s3:GetObject"], own.arnForObjects("shoppers/*"));
    },
    grantPublish(publisher) {
      permit(publisher, ["s3:GetObject"], own.arnForObjects("shoppers/*"));
      permit(publisher, ["s3:PutObject", "s3:DeleteObject"], media.arnForObjects("r/*"));
    },
    grantUnpublish(remover) {
      permit(remover, ["s3:DeleteObject"], media.arnForObjects("r/*"));
    },
  };
}

/** The packaged reader, in a function of its own. */
function packaged(job: LambdaFunction, made: (id: string, options: Job) => LambdaFunction): LambdaFunction {
  const ocr = made("Ocr", {
    entry: "functions/src/jobs/ocr.ts",
    memoryMb: 1024,
    timeoutSeconds: 45,
    natives: ["tesseract"],
  });
  invoke(job, ocr);
  job.addEnvironment("OCR_FUNCTION", ocr.functionName);
  return ocr;
}

function excuse(reader: LambdaFunction): void {
  NagSuppressions.addResourceSuppressions(
    reader,
    [{ id: "AwsSolutions-IAM5", reason: "Keys within the stage's own buckets; Textract knows no resources." }],
    true,
  );
}
