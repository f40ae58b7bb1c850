#pragma once

#include "core/base/result.h"
#include "core/python/pythontokens.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::rules {

/// Tokens [first, last) of a script.
struct Extent
{
    std::size_t first = 0;
    std::size_t last = 0;

    std::size_t size() const { return last - first; }
    bool empty() const { return first >= last; }
};

/// A logical line: what stands between two Newlines, however many lines of text it takes.
struct ScriptLine
{
    Extent words;  ///< without the Newline
    int depth = 0; ///< blocks around it
};

struct ScriptParameter
{
    std::string name;
    bool constant = false; ///< annotated with tl.constexpr
};

struct ScriptFunction
{
    std::string name;
    std::size_t head = 0;             ///< line of `def`
    std::size_t first = 0;            ///< lines of the body, [first, last)
    std::size_t last = 0;             ///< one past
    std::size_t open = 0;             ///< token that opens the list of parameters
    std::vector<std::size_t> markers; ///< lines of decorators, outermost first
    std::vector<ScriptParameter> parameters;
    bool kernel = false; ///< decorated with triton.jit, and nothing in it is beyond the rules

    const ScriptParameter* parameter(std::string_view wanted) const;
};

struct ScriptArgument
{
    std::string name; ///< empty: by its place
    Extent value;
    bool spread = false; ///< *value or **value
};

struct ScriptCall
{
    std::size_t first = 0; ///< token that the callee begins with
    std::size_t open = 0;
    std::size_t close = 0;
    std::vector<ScriptArgument> arguments;

    const ScriptArgument* named(std::string_view name) const;
    /// Among those without a name; null where there are fewer, or one before it is spread.
    const ScriptArgument* at(std::size_t place) const;
};

/// A candidate for the target triton as its rules see it: tokens, logical lines, functions. Read, never run. Immutable.
class Script
{
public:
    /// Refuses, with ErrorKind::Answer, what the tokenizer does not read, more than 512 KiB, brackets that do not fit
    /// or stand more than 100 deep, several statements on a line, a function defined twice, other names for triton and triton.language than triton
    /// and tl, and a file without a kernel.
    static Result<std::shared_ptr<const Script>> parse(const std::string& source);

    const std::vector<PythonToken>& tokens() const { return m_tokens; }
    const std::vector<ScriptLine>& lines() const { return m_lines; }
    const std::vector<ScriptFunction>& functions() const { return m_functions; }

    /// The partner of a bracket; the token's own number for anything else.
    std::size_t partner(std::size_t token) const { return m_partners[token]; }
    /// The tokens with single blanks between them.
    std::string words(Extent extent) const;
    /// The text as it is written.
    std::string text(Extent extent) const;
    unsigned begin(std::size_t token) const { return static_cast<unsigned>(m_tokens[token].begin); }
    unsigned end(std::size_t token) const { return static_cast<unsigned>(m_tokens[token].end); }
    /// Bytes between the start of its line of text and a token.
    std::size_t columnOf(std::size_t token) const;
    /// Whether these words stand at a token, one after the other.
    bool isAt(std::size_t token, std::initializer_list<std::string_view> words) const;
    /// Whether the name occurs anywhere.
    bool mentions(std::string_view name) const;

    /// The line that holds a token.
    std::size_t lineOf(std::size_t token) const;
    /// The innermost function around a line; null at the file's own level.
    const ScriptFunction* around(std::size_t line) const;
    /// Splits at a symbol outside of brackets.
    std::vector<Extent> split(Extent extent, std::string_view symbol) const;
    /// Without brackets that hold all of it.
    Extent bare(Extent extent) const;
    /// The call whose arguments a bracket opens. Nothing where they are not understood.
    std::optional<ScriptCall> callAt(std::size_t first, std::size_t open) const;
    /// The calls of tl.`name` in a function's body.
    std::vector<ScriptCall> callsOf(const ScriptFunction& function, std::string_view name) const;

private:
    Script() = default;
    std::string read(const std::string& source);
    std::string matchBrackets();
    std::string readLines();
    std::string readFunctions();
    ScriptFunction functionAt(std::size_t line, const std::vector<std::size_t>& markers) const;
    void readParameters(ScriptFunction& function) const;
    std::string whyNotAlone() const;

    std::string m_source;
    std::vector<PythonToken> m_tokens;
    std::vector<std::size_t> m_partners;
    std::vector<ScriptLine> m_lines;
    std::vector<ScriptFunction> m_functions;
};

} // namespace espalier::rules
