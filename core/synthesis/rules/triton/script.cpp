#include "core/synthesis/rules/triton/script.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

using Kind = PythonToken::Kind;

constexpr std::size_t kLongest = std::size_t{512} << 10;
/// The rules follow names from line to line and brackets inwards, one call deep for each: a source that somebody made
/// must not use up the stack.
constexpr std::size_t kMostLines = 2000;   ///< of a kernel
constexpr std::size_t kMostBrackets = 100; ///< around each other
/// Of a kernel. What is bound where is asked of every word of it, which takes the square of their number.
constexpr std::size_t kMostWords = 10'000;

Error notUnderstood(const std::string& why)
{
    return {ErrorKind::Answer, "The rules cannot read this kernel", why, "try another synthesizer"};
}

/// A replacement field of a formatted text that holds quotes ends the text for older readers: its braces do not fit.
bool isWhole(const PythonToken& token, const std::string& source)
{
    const std::string prefix = source.substr(token.begin, std::min<std::size_t>(2, token.end - token.begin));
    const std::size_t quote = prefix.find_first_of("'\"");
    if (prefix.substr(0, quote).find_first_of("fF") == std::string::npos) {
        return true;
    }
    return std::count(token.text.begin(), token.text.end(), '{') ==
           std::count(token.text.begin(), token.text.end(), '}');
}

bool isOpening(const PythonToken& token)
{
    return token.kind == Kind::Operator && (token.text == "(" || token.text == "[" || token.text == "{");
}

bool isClosing(const PythonToken& token)
{
    return token.kind == Kind::Operator && (token.text == ")" || token.text == "]" || token.text == "}");
}

bool fits(const std::string& open, const std::string& close)
{
    return (open == "(" && close == ")") || (open == "[" && close == "]") || (open == "{" && close == "}");
}

/// What makes a kernel's body more than a list of plain statements.
bool isBeyond(const PythonToken& token)
{
    static constexpr std::array<std::string_view, 7> kWords{"lambda", "global", "nonlocal", "def",
                                                            "class",  "import", "del"};
    return std::ranges::any_of(kWords, [&](std::string_view word) { return token.is(word); });
}

} // namespace

const ScriptParameter* ScriptFunction::parameter(std::string_view wanted) const
{
    const auto found = std::ranges::find(parameters, wanted, &ScriptParameter::name);
    return found == parameters.end() ? nullptr : &*found;
}

const ScriptArgument* ScriptCall::named(std::string_view name) const
{
    const auto found = std::ranges::find(arguments, name, &ScriptArgument::name);
    return found == arguments.end() ? nullptr : &*found;
}

const ScriptArgument* ScriptCall::at(std::size_t place) const
{
    for (std::size_t i = 0; i < arguments.size() && i <= place; ++i) {
        if (arguments[i].spread || !arguments[i].name.empty()) {
            return nullptr;
        }
    }
    return place < arguments.size() ? &arguments[place] : nullptr;
}

Result<std::shared_ptr<const Script>> Script::parse(const std::string& source)
{
    if (source.size() > kLongest) {
        return notUnderstood("the source is longer than 512 KiB");
    }
    auto tokens = pythonTokens(source);
    if (!tokens) {
        return notUnderstood(tokens.error().what + ": " + tokens.error().why);
    }
    std::shared_ptr<Script> script(new Script());
    script->m_tokens = *std::move(tokens);
    if (const std::string why = script->read(source); !why.empty()) {
        return notUnderstood(why);
    }
    return std::shared_ptr<const Script>(std::move(script));
}

std::string Script::read(const std::string& source)
{
    m_source = source;
    if (source.find('\r') != std::string::npos) {
        return "its lines end in carriage returns";
    }
    for (const PythonToken& token : m_tokens) {
        if (token.kind == Kind::Text && !isWhole(token, source)) {
            return "line " + std::to_string(token.line) + ": a formatted text holds another text";
        }
        if (token.is(":=")) {
            return "line " + std::to_string(token.line) + ": an assignment within an expression";
        }
        if (token.is(";")) {
            return "line " + std::to_string(token.line) + ": several statements on one line";
        }
    }
    std::string why = matchBrackets();
    why = why.empty() ? readLines() : why;
    why = why.empty() ? readFunctions() : why;
    return why.empty() ? whyNotAlone() : why;
}

std::string Script::matchBrackets()
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        m_partners.push_back(i);
        if (isOpening(m_tokens[i])) {
            open.push_back(i);
            if (open.size() > kMostBrackets) {
                return "line " + std::to_string(m_tokens[i].line) + ": more than " + std::to_string(kMostBrackets) +
                       " brackets around each other";
            }
        } else if (isClosing(m_tokens[i])) {
            if (open.empty() || !fits(m_tokens[open.back()].text, m_tokens[i].text)) {
                return "line " + std::to_string(m_tokens[i].line) + ": brackets do not fit";
            }
            m_partners[i] = open.back();
            m_partners[open.back()] = i;
            open.pop_back();
        }
    }
    return open.empty() ? "" : "a bracket is not closed";
}

std::string Script::readLines()
{
    int depth = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const Kind kind = m_tokens[i].kind;
        if (kind == Kind::Newline) {
            m_lines.push_back({{first, i}, depth});
        }
        depth += kind == Kind::Indent ? 1 : kind == Kind::Dedent ? -1 : 0;
        if (kind == Kind::Newline || kind == Kind::Indent || kind == Kind::Dedent) {
            first = i + 1;
        }
    }
    return m_lines.empty() ? "it is empty" : "";
}

std::string Script::readFunctions()
{
    std::vector<std::size_t> markers;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const std::size_t word = m_lines[i].words.first;
        if (m_tokens[word].is("@")) {
            markers.push_back(i);
            continue;
        }
        if (m_tokens[word].is("def") && isAt(word + 2, {"("})) {
            m_functions.push_back(functionAt(i, markers));
        }
        markers.clear();
    }
    for (const ScriptFunction& one : m_functions) {
        const auto twice = std::ranges::count(m_functions, one.name, &ScriptFunction::name);
        if (one.kernel && twice > 1) {
            return "the kernel " + one.name + " is defined twice";
        }
    }
    const bool any = std::ranges::any_of(m_functions, &ScriptFunction::kernel);
    return any ? "" : "it has no kernel of triton.jit at the file's own level that is plain enough";
}

ScriptFunction Script::functionAt(std::size_t line, const std::vector<std::size_t>& markers) const
{
    const ScriptLine& head = m_lines[line];
    ScriptFunction function;
    function.name = m_tokens[head.words.first + 1].text;
    function.head = line;
    function.first = line + 1;
    function.open = head.words.first + 2;
    function.markers = markers;
    for (function.last = function.first; function.last < m_lines.size() && m_lines[function.last].depth > head.depth;) {
        ++function.last;
    }
    readParameters(function);
    const bool marked = std::ranges::any_of(
        markers, [&](std::size_t one) { return isAt(m_lines[one].words.first, {"@", "triton", ".", "jit"}); });
    const bool plain = head.depth == 0 && m_tokens[head.words.last - 1].is(":") && function.last > function.first &&
                       function.last - function.first <= kMostLines &&
                       std::ranges::none_of(function.parameters, [](const auto& one) { return one.name.empty(); });
    const bool fits =
        plain && m_lines[function.last - 1].words.last - m_lines[function.first].words.first <= kMostWords;
    function.kernel = marked && fits;
    for (std::size_t i = function.first; function.kernel && i < function.last; ++i) {
        for (std::size_t at = m_lines[i].words.first; at < m_lines[i].words.last; ++at) {
            function.kernel = function.kernel && !isBeyond(m_tokens[at]);
        }
    }
    return function;
}

/// A parameter that is not plain, such as *args, has no name here.
void Script::readParameters(ScriptFunction& function) const
{
    const Extent list{function.open + 1, m_partners[function.open]};
    for (const Extent& one : split(list, ",")) {
        if (one.empty()) {
            continue; // a last comma
        }
        const bool plain = m_tokens[one.first].kind == Kind::Name;
        const bool constant = isAt(one.first + 1, {":", "tl", ".", "constexpr"});
        function.parameters.push_back({plain ? m_tokens[one.first].text : std::string(), constant});
    }
}

/// The names that the rules go by must mean what they say.
std::string Script::whyNotAlone() const
{
    bool triton = false;
    bool language = false;
    for (const ScriptLine& line : m_lines) {
        const std::size_t at = line.words.first;
        triton = triton || (isAt(at, {"import", "triton"}) && line.words.size() == 2);
        language = language || isAt(at, {"import", "triton", ".", "language", "as", "tl"});
    }
    if (!triton || !language) {
        return "it does not import triton, and triton.language as tl";
    }
    for (std::size_t i = 0; i + 1 < m_tokens.size(); ++i) {
        const bool ours = m_tokens[i].is("tl") || m_tokens[i].is("triton") || m_tokens[i].is("range");
        const bool bound =
            m_tokens[i + 1].is("=") ||
            (i > 0 && (m_tokens[i - 1].is("def") || m_tokens[i - 1].is("for") || m_tokens[i - 1].is("class")));
        if (ours && bound) {
            return "line " + std::to_string(m_tokens[i].line) + ": " + m_tokens[i].text + " is given another meaning";
        }
    }
    return "";
}

} // namespace espalier::rules
