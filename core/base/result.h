#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace espalier {

/// What an error means to whoever called the program; the value is the exit code of the command line.
enum class ErrorKind {
    Answer = 1,      ///< the answer is no: a wrong candidate, nothing found
    Usage = 2,       ///< the request itself is off: unknown task, broken file
    Machine = 3,     ///< this machine cannot: no compiler, full disk, unreadable store
    Interrupted = 4, ///< stopped before the end, everything so far is kept
    Unsandboxed = 5, ///< nothing here confines candidates, and nobody has allowed that
};

/// An error for a person: what happened, why, and what to do about it. Each part is a clause without a full stop.
struct Error
{
    ErrorKind kind = ErrorKind::Machine;
    std::string what;
    std::string why;
    std::string todo;

    /// "what: why; todo."
    std::string sentence() const;
};

/// A value or the error that stands in its place. Errors cross every border of core as values; nothing throws.
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    const T& operator*() const& { return std::get<0>(m_state); }
    T& operator*() & { return std::get<0>(m_state); }
    T operator*() && { return std::get<0>(std::move(m_state)); } ///< by value: outlives the Result in a range-for
    const T* operator->() const { return &std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    explicit operator bool() const { return !m_error; }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace espalier
