#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace espalier {

class Database;

/// The rows of one query, read front to back; hands its statement back to the database's cache when it dies. At most
/// one for each SQL text is alive at a time. Text longer than what a row holds is never assumed: columns are copied
/// out.
class Rows
{
public:
    Rows(Database& database, sqlite3_stmt* statement) : m_database(&database), m_statement(statement) {}
    Rows(Rows&& other) noexcept : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr))
    {
    }
    Rows& operator=(Rows&&) = delete;
    ~Rows();

    /// False at the end and on failure; failed() tells which.
    bool next();
    bool failed() const { return m_failed; }
    Error error() const;

    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;

private:
    Database* m_database;
    sqlite3_stmt* m_statement;
    bool m_failed = m_statement == nullptr;
};

/// One SQLite connection with its prepared statements. Opened with a write-ahead log, a busy timeout of ten seconds and
/// synchronous NORMAL: a killed process loses nothing that was committed, a power cut at most the last transactions.
/// Bringing the log over into the file waits for the disk, so it is left to checkpoint(), which is called when there is
/// time; a log of 64 MB is brought over by the commit that made it so long. Used by one thread at a time. Every failure
/// becomes a sentence that names the file.
class Database
{
public:
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs statements without parameters, several at once if need be; not cached.
    Result<void> script(const std::string& sql);

    /// Runs one statement to its end with `values` bound to ?1, ?2, …
    template <class... Values>
    Result<void> run(std::string_view sql, const Values&... values)
    {
        Rows rows = query(sql, values...);
        rows.next();
        return rows.failed() ? Result<void>(rows.error()) : Result<void>();
    }

    template <class... Values>
    Rows query(std::string_view sql, const Values&... values)
    {
        sqlite3_stmt* statement = prepare(sql);
        int position = 0;
        (bind(statement, ++position, values), ...);
        return Rows(*this, statement);
    }

    /// Changes whenever this or any other connection wrote; costs one pragma.
    std::int64_t version();
    /// Changes whenever another connection wrote.
    std::int64_t otherVersion();
    std::int64_t lastInsertId() const;
    /// Brings the log over into the file when it is longer than 4 MB. Keeps no other connection from reading or
    /// writing; what could not be brought over stays in the log, where it is as safe.
    void checkpoint();
    /// The connection's last failure, for a person.
    Error error() const;

private:
    Database(sqlite3* handle, std::filesystem::path file);
    sqlite3_stmt* prepare(std::string_view sql);
    static int committed(void* database, sqlite3* handle, const char* name, int pages);
    static void bind(sqlite3_stmt* statement, int position, std::int64_t value);
    static void bind(sqlite3_stmt* statement, int position, double value);
    static void bind(sqlite3_stmt* statement, int position, std::string_view value);
    static void bind(sqlite3_stmt* statement, int position, std::nullopt_t);
    static void bind(sqlite3_stmt* statement, int position, int value)
    {
        bind(statement, position, std::int64_t{value});
    }
    static void bind(sqlite3_stmt* statement, int position, std::uint32_t value)
    {
        bind(statement, position, std::int64_t{value});
    }
    static void bind(sqlite3_stmt* statement, int position, const std::string& value)
    {
        bind(statement, position, std::string_view(value));
    }
    template <class T>
    static void bind(sqlite3_stmt* statement, int position, const std::optional<T>& value)
    {
        if (value) {
            bind(statement, position, *value);
        } else {
            bind(statement, position, std::nullopt);
        }
    }

    sqlite3* m_handle;
    std::filesystem::path m_file;
    int m_logPages = 0; ///< in the log at this connection's last commit
    std::unordered_map<std::string, sqlite3_stmt*> m_statements;
};

/// A write transaction: taken at once, so that two writers queue instead of failing half-way; rolled back unless
/// committed.
class Transaction
{
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    const Result<void>& begun() const { return m_begun; }
    Result<void> commit();

private:
    Database& m_database;
    Result<void> m_begun;
    bool m_open;
};

/// The sentence for one of SQLite's result codes.
Error databaseError(int code, std::string_view message, const std::filesystem::path& file);

} // namespace espalier
