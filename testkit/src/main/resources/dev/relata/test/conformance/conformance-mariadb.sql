-- The tables of the conformance suite's model, for MariaDB with ANSI_QUOTES. Statements end with a semicolon at the end of a line.
create table authors (
    id bigint auto_increment primary key,
    name longtext not null,
    email varchar(255) not null unique
);
create table persons (
    id bigint auto_increment primary key,
    name longtext not null
);
create table books (
    id bigint auto_increment primary key,
    author_id bigint not null,
    editor_id bigint,
    title longtext not null,
    pages integer not null,
    isbn varchar(255) unique,
    published_at datetime(6) not null,
    foreign key (author_id) references authors (id),
    foreign key (editor_id) references persons (id)
);
create index books_author_id_idx on books (author_id);
create table badges (
    id bigint auto_increment primary key,
    person_id bigint unique,
    label longtext not null,
    foreign key (person_id) references persons (id)
);
create table profiles (
    id bigint auto_increment primary key,
    author_id bigint not null unique,
    bio longtext not null,
    foreign key (author_id) references authors (id)
);
create table labels (
    id bigint auto_increment primary key,
    name varchar(255) not null unique
);
create table books_labels (
    book_id bigint not null,
    label_id bigint not null,
    foreign key (book_id) references books (id),
    foreign key (label_id) references labels (id),
    primary key (book_id, label_id)
);
create table students (
    id bigint auto_increment primary key,
    name longtext not null
);
create table courses (
    id bigint auto_increment primary key,
    title longtext not null
);
create table enrollments (
    id bigint auto_increment primary key,
    student_id bigint not null,
    course_id bigint not null,
    grade longtext,
    foreign key (student_id) references students (id),
    foreign key (course_id) references courses (id),
    unique (student_id, course_id)
);
create table orders (
    tenant_id bigint not null,
    id bigint not null,
    customer longtext not null,
    primary key (tenant_id, id)
);
create table "lines" (
    tenant_id bigint not null,
    id bigint not null,
    order_id bigint,
    product longtext not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
-- parcels.zone refers to a column that is not unique, which no constraint can
create table parcels (
    id bigint auto_increment primary key,
    zone longtext not null
);
create table rates (
    id bigint auto_increment primary key,
    zone longtext not null,
    cents integer not null
);
create table grades (
    "value" decimal(65,30) primary key,
    name longtext not null
);
create table digests (
    "value" varbinary(255) primary key,
    name longtext not null
);
create table levels (
    "value" double primary key,
    name longtext not null
);
create table samples (
    id bigint auto_increment primary key,
    grade decimal(65,30) not null,
    digest varbinary(255) not null,
    "level" double not null,
    foreign key (grade) references grades ("value"),
    foreign key (digest) references digests ("value"),
    foreign key ("level") references levels ("value")
);
create table campaigns (
    code char(8) primary key,
    name longtext not null
);
create table coupons (
    id bigint auto_increment primary key,
    code char(8) not null,
    foreign key (code) references campaigns (code)
);
create table notes (
    id bigint primary key,
    "text" longtext not null,
    "rank" integer not null,
    created_at datetime(6) not null,
    updated_at datetime(6) not null
);
create table categories (
    id bigint primary key,
    parent_id bigint,
    name longtext not null,
    foreign key (parent_id) references categories (id)
);
create table marks (
    id bigint auto_increment primary key,
    enrollment_id bigint not null,
    points integer not null,
    foreign key (enrollment_id) references enrollments (id)
);
create table remarks (
    tenant_id bigint not null,
    id bigint not null,
    line_id bigint not null,
    "text" longtext not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, line_id) references "lines" (tenant_id, id)
);
-- no key below cascades in the database but that of shifts: the others are Relata's to delete
create table companies (
    id bigint auto_increment primary key,
    name longtext not null
);
create table divisions (
    id bigint auto_increment primary key,
    company_id bigint not null,
    parent_id bigint,
    head_id bigint,
    name longtext not null,
    foreign key (company_id) references companies (id),
    foreign key (parent_id) references divisions (id)
);
create table employees (
    id bigint auto_increment primary key,
    division_id bigint not null,
    name longtext not null,
    foreign key (division_id) references divisions (id)
);
alter table divisions add foreign key (head_id) references employees (id);
create table employees_labels (
    employee_id bigint not null,
    label_id bigint not null,
    foreign key (employee_id) references employees (id),
    foreign key (label_id) references labels (id),
    primary key (employee_id, label_id)
);
create table desks (
    id bigint auto_increment primary key,
    employee_id bigint not null default 1 unique,
    foreign key (employee_id) references employees (id)
);
create table projects (
    id bigint auto_increment primary key,
    company_id bigint not null,
    lead_id bigint not null,
    name longtext not null,
    foreign key (company_id) references companies (id),
    foreign key (lead_id) references employees (id)
);
create table invoices (
    id bigint auto_increment primary key,
    project_id bigint not null,
    "number" longtext not null,
    foreign key (project_id) references projects (id)
);
create table shifts (
    id bigint auto_increment primary key,
    employee_id bigint not null,
    foreign key (employee_id) references employees (id) on delete cascade
);
create table memos (
    id bigint auto_increment primary key,
    employee_id bigint not null,
    foreign key (employee_id) references employees (id)
);
create table plugs (
    id bigint primary key,
    socket_id bigint
);
create table sockets (
    id bigint primary key,
    plug_id bigint not null,
    foreign key (plug_id) references plugs (id)
);
alter table plugs add foreign key (socket_id) references sockets (id);
-- nor does any follow a change of what it refers to, and none is deferrable
create table regions (
    code varchar(255) primary key,
    tag varchar(255) not null unique,
    parent_code varchar(255),
    foreign key (parent_code) references regions (code)
);
create table regions_labels (
    region_code varchar(255) not null,
    label_id bigint not null,
    foreign key (region_code) references regions (code),
    foreign key (label_id) references labels (id),
    primary key (region_code, label_id)
);
create table towns (
    region_code varchar(255) not null,
    "number" bigint not null,
    foreign key (region_code) references regions (code),
    primary key (region_code, "number")
);
create table streets (
    id bigint primary key,
    region_code varchar(255) not null,
    town_number bigint not null,
    start_tag varchar(255),
    end_tag varchar(255),
    foreign key (start_tag) references regions (tag),
    foreign key (end_tag) references regions (tag),
    foreign key (region_code, town_number) references towns (region_code, "number")
);
create table permits (
    id bigint primary key,
    region_code varchar(255) not null,
    foreign key (region_code) references regions (code)
);
create table accounts (
    id bigint auto_increment primary key,
    name varchar(255) not null unique,
    credit bigint not null,
    sponsor_id bigint,
    version integer not null,
    foreign key (sponsor_id) references accounts (id)
);
create table accounts_accounts (
    from_account_id bigint not null,
    to_account_id bigint not null,
    foreign key (from_account_id) references accounts (id),
    foreign key (to_account_id) references accounts (id),
    primary key (from_account_id, to_account_id)
);
create table tracks (
    id bigint auto_increment primary key,
    title longtext not null
);
create table playlists (
    id bigint auto_increment primary key,
    name longtext not null
);
create table playlists_tracks (
    playlist_id bigint not null,
    track_id bigint not null,
    "position" integer not null,
    foreign key (playlist_id) references playlists (id),
    foreign key (track_id) references tracks (id),
    primary key (playlist_id, track_id)
);
create table slots (
    id bigint auto_increment primary key,
    playlist_id bigint not null,
    track_id bigint not null,
    place integer not null,
    note longtext,
    foreign key (playlist_id) references playlists (id),
    foreign key (track_id) references tracks (id),
    unique (playlist_id, track_id)
);
create table plays (
    id bigint auto_increment primary key,
    playlist_id bigint not null,
    track_id bigint not null,
    mood longtext,
    foreign key (playlist_id) references playlists (id),
    foreign key (track_id) references tracks (id)
);
create table shows (
    id bigint auto_increment primary key,
    name longtext not null
);
create table acts (
    id bigint auto_increment primary key,
    title longtext not null
);
create table cues (
    id bigint auto_increment primary key,
    show_id bigint not null,
    act_id bigint not null,
    place integer not null,
    light longtext not null,
    "level" integer not null,
    note longtext,
    version integer not null,
    changed_at datetime(6) not null,
    foreign key (show_id) references shows (id),
    foreign key (act_id) references acts (id),
    unique (show_id, act_id)
);
create table billings (
    show_id bigint not null,
    act_id bigint not null,
    fee integer not null,
    foreign key (show_id) references shows (id),
    foreign key (act_id) references acts (id),
    primary key (show_id, act_id)
);
-- letters.zone refers to a column that is not unique, which no constraint can
create table letters (
    id bigint auto_increment primary key,
    zone longtext
);
create table everything (
    id char(36) primary key,
    "flag" boolean not null,
    tiny smallint not null,
    small smallint not null,
    whole integer not null,
    large bigint not null,
    "single" double not null,
    twice double not null,
    letter longtext not null,
    "text" longtext not null,
    "decimal" decimal(65,30) not null,
    "integer" decimal(65,30) not null,
    mood longtext not null,
    "instant" datetime(6) not null,
    offset_date_time datetime(6) not null,
    local_date_time datetime(6) not null,
    "date" date not null,
    "time" time(6) not null,
    bytes longblob not null,
    numbers json not null,
    words json not null,
    payload json not null,
    counts json not null,
    maybe_flag boolean,
    maybe_small smallint,
    maybe_whole integer,
    maybe_large bigint,
    maybe_single double,
    maybe_twice double,
    maybe_text longtext,
    maybe_decimal decimal(65,30),
    maybe_uuid char(36),
    maybe_mood longtext,
    maybe_instant datetime(6),
    maybe_date date,
    maybe_bytes longblob,
    maybe_words json,
    maybe_payload json
);

create table riders (
    id bigint auto_increment primary key,
    name longtext not null
);

create table rides (
    id bigint auto_increment primary key,
    name longtext not null
);

create table tickets (
    id bigint auto_increment primary key,
    rider_id bigint not null,
    ride_id bigint not null,
    code longtext,
    seat longtext,
    foreign key (rider_id) references riders (id),
    foreign key (ride_id) references rides (id)
);

create table buyers (
    id bigint auto_increment primary key,
    name longtext not null,
    country longtext
);

create table styles (
    id bigint auto_increment primary key,
    name longtext not null
);

create table songs (
    id bigint auto_increment primary key,
    style_id bigint,
    title longtext not null,
    foreign key (style_id) references styles (id)
);

create table sales (
    id bigint auto_increment primary key,
    buyer_id bigint,
    sold_at datetime(6) not null,
    "day" date not null,
    wall_clock datetime(6) not null,
    "offset" datetime(6) not null,
    rebate integer,
    foreign key (buyer_id) references buyers (id)
);

create table sale_items (
    id bigint auto_increment primary key,
    sale_id bigint not null,
    song_id bigint,
    price decimal(65,30) not null,
    quantity integer not null,
    weight double not null,
    foreign key (sale_id) references sales (id),
    foreign key (song_id) references songs (id)
);

create table shops (
    id bigint auto_increment primary key,
    name longtext not null
);

create table wares (
    id bigint auto_increment primary key,
    shop_id bigint not null,
    name longtext not null,
    label longtext,
    stock integer not null,
    reserved integer not null,
    wanted integer,
    sold bigint not null,
    "rows" smallint not null,
    price decimal(65,30) not null,
    cost decimal(65,30),
    listed_at datetime(6) not null,
    sold_at datetime(6),
    sold_on date,
    counted_at datetime(6),
    "rank" integer default 7,
    tags json,
    sizes json,
    maker json,
    changed_at datetime(6) not null,
    version integer not null,
    foreign key (shop_id) references shops (id)
);
