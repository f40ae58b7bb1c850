#include "core/knowledge/frontmatter.h"

#include "core/base/words.h"

#include <algorithm>

namespace espalier {
namespace {

/// The text line by line.
class Lines
{
public:
    explicit Lines(std::string_view text) : m_text(text) {}

    bool next(std::string_view& line)
    {
        if (m_at >= m_text.size()) {
            return false;
        }
        const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
        line = trimmed(m_text.substr(m_at, end - m_at));
        m_at = end + 1;
        ++m_number;
        return true;
    }
    int number() const { return m_number; }
    std::string_view rest() const { return m_text.substr(std::min(m_at, m_text.size())); }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_number = 0;
};

} // namespace

bool FrontMatter::has(std::string_view key) const
{
    return std::any_of(lines.begin(), lines.end(), [&](const FrontMatterLine& line) { return line.key == key; });
}

Error documentError(const std::string& file, int line, const std::string& why, const std::string& todo)
{
    return {ErrorKind::Usage, file + ", line " + std::to_string(line), why, todo};
}

std::vector<std::string> commaList(std::string_view value)
{
    std::vector<std::string> items;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        if (const std::string_view item = trimmed(value.substr(0, comma)); !item.empty()) {
            items.emplace_back(item);
        }
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return items;
}

Result<FrontMatter> splitFrontMatter(std::string_view text, const std::string& file)
{
    Lines lines(text);
    std::string_view line;
    if (!lines.next(line) || line != "---") {
        return documentError(file, 1, "the front matter is missing", "start the file with a line of three dashes");
    }
    FrontMatter matter;
    while (lines.next(line) && line != "---") {
        if (line.empty()) {
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            return documentError(file, lines.number(), "the line has no colon", "write key: value");
        }
        FrontMatterLine read{std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1))),
                             lines.number()};
        if (read.value.empty()) {
            return documentError(file, read.line, read.key + " has no value", "write one or leave the line out");
        }
        if (matter.has(read.key)) {
            return documentError(file, read.line, read.key + " stands twice", "keep one of the two");
        }
        matter.lines.push_back(std::move(read));
    }
    if (line != "---") {
        return documentError(file, lines.number(), "the front matter has no end",
                             "close it with a line of three dashes");
    }
    matter.body = std::string(lines.rest());
    return matter;
}

} // namespace espalier
