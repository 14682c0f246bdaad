"""Sessions of boto3 with an endpoint: make, put, list, get, page, fail, for each service.

Usage: boto3_sessions.py ENDPOINT SERVICE. The clock of the endpoint is moved where hours must pass,
as `pnpm cloud` lets it. Prints one JSON object: how many steps came out as AWS's would, and the
first that did not. Longer than most: one file for all services, so that Python needs no package.
"""

import hashlib
import io
import json
import sys
import traceback
import urllib.request

import boto3
from boto3.dynamodb.conditions import Key
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.utils import calculate_tree_hash

ENDPOINT, SERVICE = sys.argv[1:3]
SETTINGS = {
    "endpoint_url": ENDPOINT,
    "region_name": "us-east-1",
    "aws_access_key_id": "any",
    "aws_secret_access_key": "any",
    "config": Config(retries={"max_attempts": 0, "mode": "standard"}),
}
ROLE = "arn:aws:iam::123456789012:role/workshop"
steps = 0


def client(name):
    return boto3.client(name, **SETTINGS)


def check(seen, expected):
    """Counts a step if `seen` has all that is expected."""
    global steps
    if isinstance(expected, dict):
        seen = {name: seen.get(name) for name in expected}
    assert seen == expected, f"saw {seen!r}, expected {expected!r}"
    steps += 1


def fails(code, call, *args, **arguments):
    """Counts a step if a call is refused with this code."""
    global steps
    try:
        answer = call(*args, **arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, f"{error}, expected {code}"
        steps += 1
    else:
        raise AssertionError(f"answered {answer!r}, expected {code}")


def advance(hours):
    body = json.dumps({"advance": {"hours": hours}}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/_workshop/clock", data=body)).read()


def pages(service, operation, member, **arguments):
    """All entries of an operation, one a page where the operation lets the caller say so."""
    paginator = service.get_paginator(operation)
    has_sizes = "limit_key" in paginator._pagination_cfg
    sizes = {"PaginationConfig": {"PageSize": 1}} if has_sizes else {}
    return [entry for page in paginator.paginate(**sizes, **arguments) for entry in page[member]]


def s3():
    bucket = boto3.resource("s3", **SETTINGS).create_bucket(Bucket="ledgers")
    bucket.put_object(Key="a b/ü+&.csv", Body=b"date,amount", Metadata={"source": "till-7"})
    stored = bucket.Object("a b/ü+&.csv").get()
    check(stored["Body"].read(), b"date,amount")
    check(stored["Metadata"], {"source": "till-7"})
    whole = bytes(range(256)) * 40960
    bucket.upload_fileobj(io.BytesIO(whole), "big.bin")
    back = io.BytesIO()
    bucket.download_fileobj("big.bin", back)
    check(hashlib.md5(back.getvalue()).hexdigest(), hashlib.md5(whole).hexdigest())
    check(sorted(one.key for one in bucket.objects.page_size(1)), ["a b/ü+&.csv", "big.bin"])
    api = client("s3")
    url = api.generate_presigned_url("get_object", {"Bucket": "ledgers", "Key": "a b/ü+&.csv"})
    check(urllib.request.urlopen(url).read(), b"date,amount")
    fails("PreconditionFailed", api.put_object, Bucket="ledgers", Key="big.bin", IfNoneMatch="*")
    fails("NoSuchKey", api.get_object, Bucket="ledgers", Key="never")
    fails("BucketNotEmpty", api.delete_bucket, Bucket="ledgers")
    api.put_object(Bucket="ledgers", Key="cold", Body=b"x", StorageClass="GLACIER")
    fails("InvalidObjectState", api.get_object, Bucket="ledgers", Key="cold")
    api.restore_object(Bucket="ledgers", Key="cold", RestoreRequest={"Days": 1})
    advance(6)
    check(api.get_object(Bucket="ledgers", Key="cold")["Body"].read(), b"x")
    bucket.objects.all().delete()
    api.delete_bucket(Bucket="ledgers")
    check(api.list_buckets()["Buckets"], [])


def dynamodb():
    rides = boto3.resource("dynamodb", **SETTINGS).create_table(
        TableName="rides",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "cab", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "cab", "KeyType": "HASH"},
            {"AttributeName": "at", "KeyType": "RANGE"},
        ],
    )
    rides.wait_until_exists()
    with rides.batch_writer() as batch:
        for at in range(60):
            batch.put_item(Item={"cab": "c7", "at": at, "tags": {"x"}, "seal": b"\x00\xff"})
    found = rides.query(KeyConditionExpression=Key("cab").eq("c7") & Key("at").between(5, 7))
    check([int(item["at"]) for item in found["Items"]], [5, 6, 7])
    check(found["Items"][0]["seal"].value, b"\x00\xff")
    api = client("dynamodb")
    check(len(pages(api, "scan", "Items", TableName="rides")), 60)
    put = {"Item": {"cab": "c7", "at": 1}, "ConditionExpression": "attribute_not_exists(cab)"}
    fails("ConditionalCheckFailedException", rides.put_item, **put)
    fails("ResourceInUseException", api.create_table, **definition())
    fails("ResourceNotFoundException", api.describe_table, TableName="never")
    try:
        api.transact_write_items(TransactItems=[{"Put": {
            "TableName": "rides",
            "Item": {"cab": {"S": "c7"}, "at": {"N": "1"}},
            "ConditionExpression": "attribute_not_exists(cab)",
        }}])
    except api.exceptions.TransactionCanceledException as error:
        check(error.response["CancellationReasons"][0]["Code"], "ConditionalCheckFailed")
    rides.delete()
    rides.wait_until_not_exists()
    check(api.list_tables()["TableNames"], [])


def dynamodb_streams():
    api, streams = client("dynamodb"), client("dynamodbstreams")
    for name in ["rides", "cabs"]:
        api.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
        api.get_waiter("table_exists").wait(TableName=name)
    api.put_item(TableName="rides", Item={"id": {"S": "a"}, "seal": {"B": b"\x00\xff"}})
    api.delete_item(TableName="rides", Key={"id": {"S": "a"}})
    first = streams.list_streams(Limit=1)
    rest = streams.list_streams(ExclusiveStartStreamArn=first["LastEvaluatedStreamArn"])
    check(sorted(one["TableName"] for one in first["Streams"] + rest["Streams"]), ["cabs", "rides"])
    arn = streams.list_streams(TableName="rides")["Streams"][0]["StreamArn"]
    described = streams.describe_stream(StreamArn=arn)["StreamDescription"]
    check(described, {"StreamStatus": "ENABLED", "StreamViewType": "NEW_IMAGE"})
    shard = {"StreamArn": arn, "ShardId": described["Shards"][0]["ShardId"]}
    start = streams.get_shard_iterator(ShardIteratorType="TRIM_HORIZON", **shard)["ShardIterator"]
    insert = streams.get_records(ShardIterator=start, Limit=1)
    check(insert["Records"][0]["dynamodb"]["NewImage"]["seal"], {"B": b"\x00\xff"})
    remove = streams.get_records(ShardIterator=insert["NextShardIterator"])["Records"]
    check([one["eventName"] for one in remove], ["REMOVE"])
    number = remove[0]["dynamodb"]["SequenceNumber"]
    after = streams.get_shard_iterator(
        ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=number, **shard
    )
    check(streams.get_records(ShardIterator=after["ShardIterator"])["Records"], [])
    fails("LimitExceededException", streams.get_records, ShardIterator=start, Limit=1001)
    advance(1)
    fails("ExpiredIteratorException", streams.get_records, ShardIterator=start)
    fails("ResourceNotFoundException", streams.describe_stream, StreamArn=arn.replace("rides", "no"))


def definition():
    return {
        "TableName": "rides",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    }


def kinesis():
    api = client("kinesis")
    api.create_stream(StreamName="events", ShardCount=2)
    api.get_waiter("stream_exists").wait(StreamName="events")
    records = [{"Data": str(n).encode(), "PartitionKey": "cab-7"} for n in range(5)]
    put = api.put_records(StreamName="events", Records=records)
    check(put["FailedRecordCount"], 0)
    shard = put["Records"][0]["ShardId"]
    iterator = api.get_shard_iterator(
        StreamName="events", ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    page = api.get_records(ShardIterator=iterator, Limit=3)
    check([one["Data"] for one in page["Records"]], [b"0", b"1", b"2"])
    check(len(api.get_records(ShardIterator=page["NextShardIterator"])["Records"]), 2)
    listed = api.list_shards(StreamName="events", MaxResults=1)
    check(len(api.list_shards(NextToken=listed["NextToken"])["Shards"]), 1)
    both = {"StreamName": "events", "NextToken": listed["NextToken"]}
    fails("InvalidArgumentException", api.list_shards, **both)
    api.update_shard_count(
        StreamName="events", TargetShardCount=4, ScalingType="UNIFORM_SCALING"
    )
    summary = api.describe_stream_summary(StreamName="events")["StreamDescriptionSummary"]
    check(summary["OpenShardCount"], 4)
    fails("ResourceInUseException", api.create_stream, StreamName="events", ShardCount=1)
    fails("ResourceNotFoundException", api.describe_stream, StreamName="never")
    fails("InvalidArgumentException", api.get_records, ShardIterator="no iterator")
    api.delete_stream(StreamName="events")
    api.get_waiter("stream_not_exists").wait(StreamName="events")
    check(api.list_streams()["StreamNames"], [])


def sqs():
    resource = boto3.resource("sqs", **SETTINGS)
    queue = resource.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "45"})
    answer = queue.send_messages(Entries=[{"Id": str(n), "MessageBody": f"m{n}"} for n in range(3)])
    check(len(answer["Successful"]), 3)
    received = queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=1)
    check(sorted(message.body for message in received), ["m0", "m1", "m2"])
    received[0].delete()
    received[1].change_visibility(VisibilityTimeout=0)
    check(len(queue.receive_messages(MaxNumberOfMessages=10)), 1)
    fifo = resource.create_queue(QueueName="jobs.fifo", Attributes={"FifoQueue": "true"})
    for _ in range(2):
        fifo.send_message(MessageBody="a", MessageGroupId="g", MessageDeduplicationId="once")
    check(len(fifo.receive_messages(MaxNumberOfMessages=10)), 1)
    api = client("sqs")
    check(len(pages(api, "list_queues", "QueueUrls")), 2)
    fails("AWS.SimpleQueueService.NonExistentQueue", api.get_queue_url, QueueName="never")
    try:
        api.get_queue_url(QueueName="never")
    except api.exceptions.QueueDoesNotExist as error:
        check(error.response["ResponseMetadata"]["HTTPStatusCode"], 400)
    refused = queue.delete_messages(Entries=[{"Id": "1", "ReceiptHandle": "x"}])["Failed"]
    check(refused[0], {"Id": "1", "Code": "ReceiptHandleIsInvalid"})
    fails("ReceiptHandleIsInvalid", api.delete_message, QueueUrl=queue.url, ReceiptHandle="x")


def glue():
    api = client("glue")
    api.create_database(DatabaseInput={"Name": "lake"})
    table = {
        "Name": "trips",
        "StorageDescriptor": {"Columns": [{"Name": "fare", "Type": "double"}]},
        "PartitionKeys": [{"Name": "city", "Type": "string"}, {"Name": "day", "Type": "date"}],
    }
    api.create_table(DatabaseName="lake", TableInput=table)
    fails("AlreadyExistsException", api.create_table, DatabaseName="lake", TableInput=table)
    days = [f"2012-01-{day:02}" for day in range(1, 31)]
    made = api.batch_create_partition(
        DatabaseName="lake",
        TableName="trips",
        PartitionInputList=[{"Values": ["Austin", day]} for day in [*days, days[0]]],
    )
    check([error["ErrorDetail"]["ErrorCode"] for error in made["Errors"]], ["AlreadyExistsException"])
    where = {"DatabaseName": "lake", "TableName": "trips"}
    found = pages(api, "get_partitions", "Partitions", Expression="day > '2012-01-20'", **where)
    check(len(found), 10)
    version = api.get_table(DatabaseName="lake", Name="trips")["Table"]["VersionId"]
    api.update_table(DatabaseName="lake", TableInput=table, VersionId=version)
    stale = {"DatabaseName": "lake", "TableInput": table, "VersionId": version}
    fails("ConcurrentModificationException", api.update_table, **stale)
    fails("EntityNotFoundException", api.get_database, Name="never")
    fails("InvalidInputException", api.get_partitions, Expression="day >", **where)
    client("s3").create_bucket(Bucket="raw")
    client("s3").put_object(Bucket="raw", Key="rides/a.json", Body=b'{"city":"Austin","fare":12.5}\n')
    targets = {"S3Targets": [{"Path": "s3://raw/rides/"}]}
    api.create_crawler(Name="nightly", Role=ROLE, DatabaseName="lake", Targets=targets)
    api.start_crawler(Name="nightly")
    advance(1)
    check(api.get_crawler(Name="nightly")["Crawler"]["LastCrawl"]["Status"], "SUCCEEDED")
    check(sorted(one["Name"] for one in pages(api, "get_tables", "TableList", DatabaseName="lake")),
          ["rides", "trips"])
    command = {"Name": "glueetl", "ScriptLocation": "s3://raw/job.py"}
    api.create_job(Name="join", Role=ROLE, Command=command)
    run = api.start_job_run(JobName="join", Arguments={"--day": "1"})["JobRunId"]
    fails("ConcurrentRunsExceededException", api.start_job_run, JobName="join")
    advance(1)
    check(api.get_job_run(JobName="join", RunId=run)["JobRun"],
          {"JobRunState": "SUCCEEDED", "Arguments": {"--day": "1"}})
    api.create_trigger(Name="daily", Type="SCHEDULED", Schedule="cron(0 3 * * ? *)",
                       Actions=[{"JobName": "join"}], StartOnCreation=True)
    advance(24)
    check(len(pages(api, "get_job_runs", "JobRuns", JobName="join")), 2)


def glacier():
    vault = boto3.resource("glacier", **SETTINGS).create_vault(vaultName="ledgers")
    body = bytes(range(256)) * 8192
    archive = vault.upload_archive(archiveDescription="March", body=body)
    api = client("glacier")
    job = archive.initiate_archive_retrieval()
    fails("InvalidParameterValueException", job.get_output)
    advance(5)
    check(job.get_output()["body"].read(), body)
    check(job.get_output(range="bytes=0-1048575")["status"], 206)
    upload = vault.initiate_multipart_upload(partSize=str(2**20), archiveDescription="April")
    for start in (0, 2**20):
        part = body[start:start + 2**20]
        upload.upload_part(range=f"bytes {start}-{start + len(part) - 1}/*", body=part)
    check(len(list(upload.parts()["Parts"])), 2)
    done = upload.complete(archiveSize=str(len(body)), checksum=archive_hash(body))
    check(done["checksum"], archive_hash(body))
    advance(26)
    inventory = vault.initiate_inventory_retrieval()
    advance(5)
    listed = json.loads(inventory.get_output()["body"].read())
    check(sorted(one["ArchiveDescription"] for one in listed["ArchiveList"]), ["April", "March"])
    fails("InvalidParameterValueException", vault.delete)
    fails("ResourceNotFoundException", api.describe_vault, vaultName="never")
    api.create_vault(vaultName="other")
    paginator = api.get_paginator("list_vaults").paginate(PaginationConfig={"PageSize": 1})
    check([one["VaultName"] for page in paginator for one in page["VaultList"]], ["ledgers", "other"])
    archive.delete()
    api.add_tags_to_vault(vaultName="ledgers", Tags={"team": "tills"})
    check(api.list_tags_for_vault(vaultName="ledgers")["Tags"], {"team": "tills"})


def archive_hash(body):
    return calculate_tree_hash(io.BytesIO(body))


def athena():
    s3, api = client("s3"), client("athena")
    for bucket in ["lake", "results"]:
        s3.create_bucket(Bucket=bucket)
    for city, body in {"lima": b"ada,5\nbob,4\n", "oslo": b"cai,\n"}.items():
        s3.put_object(Bucket="lake", Key=f"rides/city={city}/a.csv", Body=body)

    def run(sql, **more):
        where = {"OutputLocation": "s3://results/"}
        query = api.start_query_execution(
            QueryString=sql,
            QueryExecutionContext={"Database": "lake"},
            ResultConfiguration=where,
            **more,
        )["QueryExecutionId"]
        advance(1)
        return api.get_query_execution(QueryExecutionId=query)["QueryExecution"]

    def rows(sql, **more):
        query = run(sql, **more)["QueryExecutionId"]
        paginator = api.get_paginator("get_query_results")
        found = paginator.paginate(QueryExecutionId=query, PaginationConfig={"PageSize": 1})
        lines = [row for page in found for row in page["ResultSet"]["Rows"]]
        return [[cell.get("VarCharValue") for cell in row["Data"]] for row in lines]

    check(run("CREATE DATABASE lake")["Status"]["State"], "SUCCEEDED")
    run(
        "CREATE EXTERNAL TABLE rides (rider string, stars int) PARTITIONED BY (city string) "
        "ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/rides/'"
    )
    run("MSCK REPAIR TABLE rides")
    scanned = run("SELECT rider FROM rides WHERE city = 'oslo'")["Statistics"]["DataScannedInBytes"]
    check(scanned, 5)
    liked = "SELECT rider FROM rides WHERE stars > ? ORDER BY rider"
    check(rows(liked, ExecutionParameters=["4"]), [["rider"], ["ada"]])
    run("CREATE OR REPLACE VIEW best AS SELECT rider FROM rides WHERE stars = 5")
    added = run("INSERT INTO rides VALUES ('dan', 5, 'rome')")
    check(added["Statistics"]["DataManifestLocation"].startswith("s3://results/"), True)
    check(rows("SELECT rider FROM best ORDER BY rider"), [["rider"], ["ada"], ["dan"]])
    check(rows("SHOW VIEWS"), [["best"]])
    failed = run("SELECT * FROM never")
    check(failed["Status"]["State"], "FAILED")
    fails("InvalidRequestException", api.get_query_results, QueryExecutionId=failed["QueryExecutionId"])
    fails("InvalidRequestException", api.start_query_execution, QueryString="SELECT 1")
    catalog = {"CatalogName": "AwsDataCatalog", "DatabaseName": "lake"}
    tables = pages(api, "list_table_metadata", "TableMetadataList", **catalog)
    check([one["Name"] for one in tables], ["best", "rides"])
    fails("MetadataException", api.get_table_metadata, TableName="never", **catalog)
    api.create_work_group(Name="analysts")
    fails("InvalidRequestException", api.create_work_group, Name="analysts")
    saved = api.create_named_query(Name="all", Database="lake", QueryString="SELECT 1")
    query = api.get_named_query(NamedQueryId=saved["NamedQueryId"])["NamedQuery"]
    check(query, {"Name": "all", "WorkGroup": "primary"})


def batch():
    api = client("batch")
    api.create_compute_environment(
        computeEnvironmentName="spot", type="UNMANAGED", serviceRole=ROLE
    )
    api.create_job_queue(
        jobQueueName="nightly", priority=1,
        computeEnvironmentOrder=[{"order": 1, "computeEnvironment": "spot"}],
    )
    container = {"image": "busybox", "command": ["true"], "vcpus": 1, "memory": 64}
    for revision in (1, 2):
        made = api.register_job_definition(
            jobDefinitionName="train", type="container", containerProperties=container
        )
        check(made["revision"], revision)
    job = {"jobName": "train", "jobQueue": "nightly", "jobDefinition": "train:1"}
    first = api.submit_job(**job)["jobId"]
    second = api.submit_job(**job, dependsOn=[{"jobId": first}])["jobId"]
    advance(1)
    ended = {one["jobId"]: one for one in api.describe_jobs(jobs=[first, second])["jobs"]}
    check({one["status"] for one in ended.values()}, {"SUCCEEDED"})
    assert ended[second]["startedAt"] >= ended[first]["stoppedAt"]
    check(len(pages(api, "list_jobs", "jobSummaryList", jobQueue="nightly", jobStatus="SUCCEEDED")), 2)
    fails("ClientException", api.submit_job, **{**job, "jobQueue": "never"})
    fails("ClientException", api.submit_job, **job, retryStrategy={"attempts": 11})
    running = api.submit_job(**job, containerOverrides={"command": ["sleep", "9000"]})["jobId"]
    api.terminate_job(jobId=running, reason="Wrong day")
    advance(1)
    check(api.describe_jobs(jobs=[running])["jobs"][0], {"status": "FAILED", "statusReason": "Wrong day"})
    check(len(pages(api, "describe_job_definitions", "jobDefinitions")), 2)
    fails("ClientException", api.delete_compute_environment, computeEnvironment="spot")


def emr():
    api = client("emr")
    step = {
        "Name": "first",
        "ActionOnFailure": "CONTINUE",
        "HadoopJarStep": {"Jar": "command-runner.jar", "Args": ["true"]},
    }
    cluster = api.run_job_flow(
        Name="nightly",
        ReleaseLabel="emr-7.5.0",
        Instances={"MasterInstanceType": "m5.xlarge", "InstanceCount": 1,
                   "KeepJobFlowAliveWhenNoSteps": True},
        Steps=[step],
    )["JobFlowId"]
    check(api.describe_cluster(ClusterId=cluster)["Cluster"]["Status"]["State"], "STARTING")
    advance(1)
    api.get_waiter("cluster_running").wait(ClusterId=cluster)
    added = api.add_job_flow_steps(JobFlowId=cluster, Steps=[{**step, "Name": "second"}])["StepIds"]
    advance(1)
    api.get_waiter("step_complete").wait(ClusterId=cluster, StepId=added[0])
    names = [one["Name"] for one in pages(api, "list_steps", "Steps", ClusterId=cluster)]
    check(names, ["second", "first"])
    groups = pages(api, "list_instance_groups", "InstanceGroups", ClusterId=cluster)
    check(groups[0], {"InstanceGroupType": "MASTER", "RunningInstanceCount": 1})
    fails("InvalidRequestException", api.describe_cluster, ClusterId="j-NEVER")
    fails("ValidationException", api.terminate_job_flows, JobFlowIds=["j-NEVER"])
    api.terminate_job_flows(JobFlowIds=[cluster])
    advance(1)
    api.get_waiter("cluster_terminated").wait(ClusterId=cluster)
    ended = pages(api, "list_clusters", "Clusters", ClusterStates=["TERMINATED"])
    check([one["Id"] for one in ended], [cluster])
    fails("ValidationException", api.add_job_flow_steps, JobFlowId=cluster, Steps=[step])


def iot():
    api, plane, queues = client("iot"), client("iot-data"), client("sqs")
    for name in ("lamp", "door"):
        api.create_thing(thingName=name, attributePayload={"attributes": {"room": "lab"}})
    check(sorted(one["thingName"] for one in pages(api, "list_things", "things")), ["door", "lamp"])
    fails("ResourceAlreadyExistsException", api.create_thing, thingName="lamp")
    fails("VersionConflictException", api.delete_thing, thingName="lamp", expectedVersion=7)
    url = queues.create_queue(QueueName="readings")["QueueUrl"]
    rule = {
        "sql": "SELECT t AS celsius, topic(2) AS sensor FROM 'sensor/+' WHERE t > 10",
        "actions": [{"sqs": {"queueUrl": url, "roleArn": ROLE, "useBase64": False}}],
    }
    api.create_topic_rule(ruleName="hot", topicRulePayload=rule)
    fails("ResourceAlreadyExistsException", api.create_topic_rule, ruleName="hot", topicRulePayload=rule)
    fails("SqlParseException", api.create_topic_rule, ruleName="odd",
          topicRulePayload={**rule, "sql": "SELECT"})
    for t in (5, 21):
        plane.publish(topic="sensor/7", qos=1, payload=json.dumps({"t": t}))
    received = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    check([json.loads(one["Body"]) for one in received], [{"celsius": 21, "sensor": "7"}])
    plane.publish(topic="room", retain=True, payload=b"on")
    check(plane.get_retained_message(topic="room")["payload"], b"on")
    fails("ResourceNotFoundException", plane.get_thing_shadow, thingName="lamp")
    document = json.dumps({"state": {"desired": {"on": True}, "reported": {"on": False}}})
    plane.update_thing_shadow(thingName="lamp", payload=document)
    shadow = json.loads(plane.get_thing_shadow(thingName="lamp")["payload"].read())
    check(shadow["state"]["delta"], {"on": True})
    stale = json.dumps({"state": {}, "version": 7})
    fails("ConflictException", plane.update_thing_shadow, thingName="lamp", payload=stale)


def data_pipeline():
    api = client("datapipeline")
    made = [api.create_pipeline(name="copy", uniqueId="one")["pipelineId"] for _ in range(2)]
    check(made[0], made[1])
    fields = {"type": "ShellCommandActivity", "command": "echo", "workerGroup": "w",
              "scheduleType": "ondemand"}
    objects = [{"id": "Hello", "name": "Hello",
                "fields": [{"key": key, "stringValue": text} for key, text in fields.items()]}]
    fails("InvalidRequestException", api.activate_pipeline, pipelineId=made[0])
    check(api.put_pipeline_definition(pipelineId=made[0], pipelineObjects=objects)["errored"], False)
    api.activate_pipeline(pipelineId=made[0])
    advance(1)
    found = pages(api, "query_objects", "ids", pipelineId=made[0], sphere="INSTANCE")
    check(len(found), 1)
    described = api.describe_pipelines(pipelineIds=[made[0]])["pipelineDescriptionList"][0]
    state = [one["stringValue"] for one in described["fields"] if one["key"] == "@pipelineState"]
    check(state, ["FINISHED"])
    api.create_pipeline(name="other", uniqueId="two")
    check(len(pages(api, "list_pipelines", "pipelineIdList")), 2)
    fails("PipelineNotFoundException", api.describe_pipelines, pipelineIds=["df-NEVER"])
    api.delete_pipeline(pipelineId=made[0])
    fails("PipelineDeletedException", api.describe_pipelines, pipelineIds=[made[0]])


SESSIONS = {
    "S3": s3,
    "DynamoDB": dynamodb,
    "DynamoDB Streams": dynamodb_streams,
    "Kinesis": kinesis,
    "SQS": sqs,
    "Glue": glue,
    "Glacier": glacier,
    "Athena": athena,
    "Batch": batch,
    "EMR": emr,
    "IoT": iot,
    "Data Pipeline": data_pipeline,
}

failed = []
try:
    SESSIONS[SERVICE]()
except Exception as error:  # whatever it is, the one who asked wants to read it
    line = traceback.extract_tb(error.__traceback__)[1].line
    failed.append(f"{line}: {error}")
print(json.dumps({"passed": steps, "failed": failed}))
