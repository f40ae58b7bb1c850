#include "core/database/database.h"

#include <chrono>
#include <sqlite3.h>
#include <thread>

namespace espalier {
namespace {

constexpr int kBusyMilliseconds = 10'000;
// Of 4096 bytes. A step of a search commits eleven pages, and a checkpoint waits 5-100 ms for the disk: at SQLite's own
// limit of 1000 pages one step in ninety paid for it.
constexpr int kLongLog = 1'000;
constexpr int kLongestLog = 16'384;

} // namespace

Error databaseError(int code, std::string_view message, const std::filesystem::path& file)
{
    const std::string name = file.string();
    const std::string folder = file.parent_path().string();
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {ErrorKind::Machine, "cannot write to the store in " + folder, "the disk is full",
                "free some space and resume, nothing recorded is lost"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::Machine, "cannot read " + name,
                "the file is damaged or no database (" + std::string(message) + ")",
                "put back a copy of it, or name another folder with --store"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {ErrorKind::Machine, "cannot write to " + name, "it may not be written by you",
                "change its permissions, or name another folder with --store"};
    case SQLITE_CANTOPEN:
        return {ErrorKind::Machine, "cannot open " + name, std::string(message),
                "check that the folder exists and may be written, or name another with --store"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Machine, "cannot use " + name, "another program has kept it busy for ten seconds",
                "try again when that program is done"};
    case SQLITE_IOERR:
        return {ErrorKind::Machine, "cannot use " + name, "the disk reports an error (" + std::string(message) + ")",
                "check the disk and its free space"};
    default:
        return {ErrorKind::Machine, "cannot use " + name, std::string(message),
                "see whether another program changed it"};
    }
}

Rows::~Rows()
{
    if (m_statement) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
    }
}

bool Rows::next()
{
    if (m_failed) {
        return false;
    }
    const int code = sqlite3_step(m_statement);
    m_failed = code != SQLITE_ROW && code != SQLITE_DONE;
    return code == SQLITE_ROW;
}

Error Rows::error() const
{
    return m_database->error();
}

bool Rows::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Rows::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::string Rows::text(int column) const
{
    const unsigned char* bytes = sqlite3_column_text(m_statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return bytes ? std::string(reinterpret_cast<const char*>(bytes), size) : std::string();
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file)
{
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle, file));
    if (code != SQLITE_OK) {
        return databaseError(code, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code), file);
    }
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    // Two programs that make the same store at once may both be refused the switch to WAL without the busy timeout
    // being honoured, so ask again for a while.
    for (int attempt = 0;; ++attempt) {
        const auto done =
            database->script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
                             "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;");
        if (done) {
            return database;
        }
        if ((sqlite3_errcode(handle) & 0xff) != SQLITE_BUSY || attempt == 200) {
            return done.error();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

Database::Database(sqlite3* handle, std::filesystem::path file) : m_handle(handle), m_file(std::move(file))
{
    if (m_handle) {
        sqlite3_wal_hook(m_handle, &Database::committed, this); // in place of SQLite's automatic checkpoint
    }
}

Database::~Database()
{
    for (const auto& [sql, statement] : m_statements) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(m_handle);
}

Result<void> Database::script(const std::string& sql)
{
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return error();
    }
    return {};
}

sqlite3_stmt* Database::prepare(std::string_view sql)
{
    const auto found = m_statements.find(std::string(sql));
    if (found != m_statements.end()) {
        return found->second;
    }
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                       nullptr);
    if (statement) {
        m_statements.emplace(sql, statement);
    }
    return statement;
}

void Database::bind(sqlite3_stmt* statement, int position, std::int64_t value)
{
    sqlite3_bind_int64(statement, position, value);
}

void Database::bind(sqlite3_stmt* statement, int position, double value)
{
    sqlite3_bind_double(statement, position, value);
}

void Database::bind(sqlite3_stmt* statement, int position, std::string_view value)
{
    sqlite3_bind_text64(statement, position, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void Database::bind(sqlite3_stmt* statement, int position, std::nullopt_t)
{
    sqlite3_bind_null(statement, position);
}

std::int64_t Database::version()
{
    // data_version tells of other connections' commits, total_changes of this one's; both only grow.
    return otherVersion() * 1'000'000'007 + sqlite3_total_changes64(m_handle);
}

std::int64_t Database::otherVersion()
{
    Rows rows = query("PRAGMA data_version");
    return rows.next() ? rows.integer(0) : -1;
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

int Database::committed(void* database, sqlite3* /*handle*/, const char* /*name*/, int pages)
{
    auto& self = *static_cast<Database*>(database);
    self.m_logPages = pages;
    if (pages >= kLongestLog) {
        self.checkpoint();
    }
    return SQLITE_OK;
}

void Database::checkpoint()
{
    if (m_logPages >= kLongLog) {
        m_logPages = 0; // a reader may hold the log for long: not before the next commit again
        sqlite3_wal_checkpoint_v2(m_handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }
}

Error Database::error() const
{
    return databaseError(sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle), m_file);
}

Transaction::Transaction(Database& database)
    : m_database(database), m_begun(database.run("BEGIN IMMEDIATE")), m_open(static_cast<bool>(m_begun))
{
}

Transaction::~Transaction()
{
    if (m_open) {
        static_cast<void>(m_database.run("ROLLBACK"));
    }
}

Result<void> Transaction::commit()
{
    auto done = m_database.run("COMMIT");
    m_open = m_open && !done;
    return done;
}

} // namespace espalier
