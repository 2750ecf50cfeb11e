"""Log: the event log as Arrow and Parquet: schema with a version, entity table, writer, reader."""
