#include "core/handover/sourcetext.h"

#include "core/base/words.h"
#include "core/opencl/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace espalier::handover {
namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::string commentText(std::string_view text, std::size_t most)
{
    std::string line;
    for (const char c : text.substr(0, most)) {
        line += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
    }
    while (!line.empty() && (line.back() == '\\' || static_cast<unsigned char>(line.back()) >= 0x80)) {
        line.pop_back(); // nor half of a character, where it was cut
    }
    for (std::size_t at = line.find("*/"); at != std::string::npos; at = line.find("*/")) {
        line.replace(at, 2, "* ");
    }
    return line;
}

std::string stringLiteral(std::string_view text)
{
    std::string literal = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '$') {
            literal += c == '$' ? "?" : std::string("\\") + c;
        } else {
            literal += c >= ' ' && c < 0x7f ? c : '?';
        }
    }
    return literal + "\"";
}

std::string listed(const std::vector<std::string>& items)
{
    std::string list;
    for (const std::string& item : items) {
        list += (list.empty() ? "" : ", ") + item;
    }
    return list;
}

std::string literal(double value)
{
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end};
}

std::string licenceLines(std::string_view comment, const std::string& licence)
{
    const bool isExpression =
        !licence.empty() && licence != "unknown" && licence.size() <= 100 && std::ranges::all_of(licence, [](char c) {
            return isLetter(c) || isDigit(c) || std::string_view(" .+-()").find(c) != std::string_view::npos;
        });
    const std::string begin(comment);
    if (isExpression) {
        return begin + " SPDX-License-Identifier: " + licence + "\n";
    }
    const bool isUnknown = licence.empty() || licence == "unknown";
    return begin + (isUnknown
                        ? " Licence: the task states none; ask whoever owns the kernels before you pass them on.\n"
                        : " Licence: " + commentText(licence) + "\n");
}

std::string elementName(DType dtype, Dialect dialect)
{
    return std::string(dialect == Dialect::Cuda && isHalf(dtype) ? deviceName(dtype) : cppName(dtype));
}

std::string parameters(const Task& task, Dialect dialect)
{
    std::vector<std::string> list;
    for (const Tensor& input : task.inputs) {
        list.push_back("const " + elementName(input.dtype, dialect) + "* " + input.name);
    }
    for (const Tensor& output : task.outputs) {
        list.push_back(elementName(output.dtype, dialect) + "* " + output.name);
    }
    list.push_back(dimParameters(task));
    return listed(list);
}

std::string arguments(const Task& task)
{
    std::vector<std::string> list;
    for (const auto* tensors : {&task.inputs, &task.outputs}) {
        for (const Tensor& tensor : *tensors) {
            list.push_back(tensor.name);
        }
    }
    list.push_back(dimArguments(task));
    return listed(list);
}

std::string dimParameters(const Task& task)
{
    std::vector<std::string> list;
    for (const std::string& dim : task.dims) {
        list.push_back("int64_t " + dim);
    }
    return listed(list);
}

std::string dimArguments(const Task& task)
{
    return listed(task.dims);
}

std::string numberExpression(const Expression& expression, const Dims& constants)
{
    const std::string text(trimmed(expression.text()));
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (isDigit(text[at]) || text[at] == '.') {
            double value = 0;
            const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
            at = error == std::errc() ? static_cast<std::size_t>(end - text.data()) : at + 1;
            out += "Number(" + literal(value) + ")";
        } else if (isLetter(text[at])) {
            while (at < text.size() && (isLetter(text[at]) || isDigit(text[at]))) {
                ++at;
            }
            const std::string name = text.substr(begin, at - begin);
            const std::size_t next = text.find_first_not_of(" \t", at);
            const bool isCall = next != std::string::npos && text[next] == '(';
            const auto constant = std::ranges::find(constants, name, [](const auto& c) { return c.first; });
            out += isCall                        ? name
                   : constant != constants.end() ? "Number(" + std::to_string(constant->second) + ")"
                                                 : "Number(" + name + ")";
        } else {
            out += text[at++];
        }
    }
    return out;
}

namespace {

/// Goes through a source and knows which bytes are code: not in comments, nor in strings, raw ones included.
class CodeReader
{
public:
    /// Takes one line, with its end, and says whether it begins in code.
    bool takesCode(std::string_view line)
    {
        const bool begins = m_end.empty();
        for (std::size_t at = 0; at < line.size();) {
            at = m_end.empty() ? inCode(line, at) : toEnd(line, at);
        }
        return begins;
    }

private:
    std::size_t toEnd(std::string_view line, std::size_t at)
    {
        const std::size_t found = line.find(m_end, at);
        if (found == std::string_view::npos) {
            return line.size();
        }
        const std::size_t next = found + m_end.size();
        m_end.clear();
        return next;
    }

    std::size_t inCode(std::string_view line, std::size_t at)
    {
        const std::string_view rest = line.substr(at);
        if (rest.starts_with("//")) {
            return line.size();
        }
        if (rest.starts_with("/*")) {
            m_end = "*/";
            return at + 2;
        }
        if (rest.starts_with("R\"") && rest.find('(') != std::string_view::npos) {
            m_end = ")" + std::string(rest.substr(2, rest.find('(') - 2)) + "\"";
            return at + rest.find('(') + 1;
        }
        return rest.front() == '"' || rest.front() == '\'' ? afterLiteral(line, at) : at + 1;
    }

    /// Behind a string or character of one line; a lone ' (as in 1'000) ends nowhere and is passed over.
    static std::size_t afterLiteral(std::string_view line, std::size_t at)
    {
        for (std::size_t i = at + 1; i < line.size(); ++i) {
            if (line[i] == '\\') {
                ++i;
            } else if (line[i] == line[at]) {
                return i + 1;
            }
        }
        return at + 1;
    }

    std::string m_end; ///< what ends the comment or raw string that a line begins in
};

bool isInclude(std::string_view line)
{
    std::string_view text = trimmed(line);
    if (!text.starts_with('#')) {
        return false;
    }
    text = trimmed(text.substr(1));
    return text.starts_with("include") && text.size() > 7 &&
           (text[7] == ' ' || text[7] == '\t' || text[7] == '<' || text[7] == '"');
}

} // namespace

std::string inNamespace(std::string_view source, const std::string& name)
{
    const std::string open = "namespace " + name + " {\n";
    const std::string close = "} // namespace " + name + "\n";
    std::string out = open;
    std::size_t opened = 0; // where the last opening stands in `out`
    CodeReader reader;
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size() - 1) + 1;
        const std::string_view line = source.substr(0, end);
        source.remove_prefix(end);
        const bool isCode = reader.takesCode(line);
        if (!isCode || !isInclude(line)) {
            out += line;
            out += line.ends_with('\n') ? "" : "\n";
            continue;
        }
        if (trimmed(std::string_view(out).substr(opened + open.size())).empty()) {
            out.erase(opened, open.size()); // nothing has been in it
        } else {
            out += close;
        }
        if (line.find("\"task.h\"") == std::string_view::npos) { // that declares what is defined here anew
            out += std::string(trimmed(line)) + "\n";
        }
        opened = out.size();
        out += open;
    }
    return out + close;
}

} // namespace espalier::handover
