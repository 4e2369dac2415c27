drop schema if exists jdk_atlas cascade;
create schema jdk_atlas;

create table jdk_atlas.modules (
    id integer primary key,
    name text not null,
    version text,
    open boolean not null
);

create table jdk_atlas.requires (
    module_id integer not null,
    required_id integer not null,
    transitive boolean not null,
    compile_only boolean not null,
    mandated boolean not null,
    synthetic boolean not null,
    primary key (module_id, required_id)
);

create table jdk_atlas.packages (
    id integer primary key,
    module_id integer not null,
    name text not null,
    exported boolean not null
);

create table jdk_atlas.types (
    id integer primary key,
    package_id integer not null,
    superclass_id integer,
    name text not null,
    kind text not null,
    flags integer not null
);

create table jdk_atlas.type_interfaces (
    type_id integer not null,
    interface_id integer not null,
    primary key (type_id, interface_id)
);

create table jdk_atlas.methods (
    id integer primary key,
    type_id integer not null,
    name text not null,
    descriptor text not null,
    flags integer not null
);

create table jdk_atlas.fields (
    id integer primary key,
    type_id integer not null,
    name text not null,
    descriptor text not null,
    flags integer not null
);

create table jdk_atlas.calls (
    caller_id integer not null,
    callee_id integer not null,
    primary key (caller_id, callee_id)
);

create table jdk_atlas.imports (
    id integer primary key,
    runtime text not null,
    finished_at timestamptz not null
);
