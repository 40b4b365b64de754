-- What Service Quotas says of the scope, kept with the look that asked. Null: nobody asked.
ALTER TABLE "observation" ADD COLUMN "limits" JSONB;
GRANT UPDATE ("limits") ON "observation" TO sallyport_worker;
