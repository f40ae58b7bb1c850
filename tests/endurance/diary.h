#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>

namespace espalier::test {

/// What the random user did last, to be read after a failure or a crash. One at a time; GUI thread.
class Diary
{
public:
    /// Prints seed and entries when the process dies of a signal or a sanitizer. `file`: gets every entry as it is
    /// written; empty: none.
    Diary(std::uint64_t seed, const QString& file);
    ~Diary();
    Diary(const Diary&) = delete;
    Diary& operator=(const Diary&) = delete;

    void write(const QString& action);
    std::uint64_t count() const { return m_count; }
    QString last() const;
    /// Seed and the last entries, a line each.
    QString text() const;
    /// The same to standard error without allocating: from a signal handler.
    void dump() const;

private:
    static constexpr std::size_t kKept = 40;
    static constexpr std::size_t kLength = 160; ///< bytes of an entry

    struct Close
    {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::uint64_t m_seed;
    std::uint64_t m_count = 0;
    std::array<std::array<char, kLength>, kKept> m_entries{};
    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace espalier::test
