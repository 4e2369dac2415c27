alter table jdk_atlas.modules add unique (name);
alter table jdk_atlas.types add unique (name);

create index on jdk_atlas.requires (required_id);
create index on jdk_atlas.packages (module_id);
create index on jdk_atlas.types (package_id);
create index on jdk_atlas.types (superclass_id);
create index on jdk_atlas.type_interfaces (interface_id);
create index on jdk_atlas.methods (type_id);
create index on jdk_atlas.fields (type_id);
create index on jdk_atlas.calls (callee_id);

alter table jdk_atlas.requires
    add foreign key (module_id) references jdk_atlas.modules,
    add foreign key (required_id) references jdk_atlas.modules;
alter table jdk_atlas.packages add foreign key (module_id) references jdk_atlas.modules;
alter table jdk_atlas.types
    add foreign key (package_id) references jdk_atlas.packages,
    add foreign key (superclass_id) references jdk_atlas.types;
alter table jdk_atlas.type_interfaces
    add foreign key (type_id) references jdk_atlas.types,
    add foreign key (interface_id) references jdk_atlas.types;
alter table jdk_atlas.methods add foreign key (type_id) references jdk_atlas.types;
alter table jdk_atlas.fields add foreign key (type_id) references jdk_atlas.types;
alter table jdk_atlas.calls
    add foreign key (caller_id) references jdk_atlas.methods,
    add foreign key (callee_id) references jdk_atlas.methods;

analyze jdk_atlas.modules, jdk_atlas.requires, jdk_atlas.packages, jdk_atlas.types, jdk_atlas.type_interfaces,
    jdk_atlas.methods, jdk_atlas.fields, jdk_atlas.calls;
