#include "core/knowledge/skilllibrary.h"

#include <array>
#include <charconv>
#include <map>

namespace espalier {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Reads one file line by line and remembers where it is for messages.
class SkillReader
{
public:
    SkillReader(std::string_view text, const std::string& file) : m_text(text), m_file(file) {}
    Result<Skill> read();

private:
    bool nextLine(std::string_view& line);
    Error problem(const std::string& why, const std::string& todo) const
    {
        return {ErrorKind::Usage, m_file + ", line " + std::to_string(m_line), why, todo};
    }
    Result<void> readKey(std::string_view line);
    Result<void> take(const std::string& key, std::string_view value);
    Result<void> takeBounds(std::string_view value);
    Result<void> takePrior(std::string_view value);
    static std::vector<std::string> list(std::string_view value);

    std::string_view m_text;
    std::string m_file;
    std::size_t m_at = 0;
    int m_line = 0;
    std::map<std::string, int> m_seen;
    Skill m_skill;
};

bool SkillReader::nextLine(std::string_view& line)
{
    if (m_at >= m_text.size()) {
        return false;
    }
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    line = m_text.substr(m_at, end - m_at);
    m_at = end + 1;
    ++m_line;
    return true;
}

std::vector<std::string> SkillReader::list(std::string_view value)
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

Result<void> SkillReader::takeBounds(std::string_view value)
{
    for (const std::string& name : list(value)) {
        const auto bound = boundFromText(name);
        if (!bound) {
            return problem("there is no bottleneck named " + name,
                           "write memory, compute, latency, occupancy, launch, balanced or unknown");
        }
        m_skill.bounds.push_back(*bound);
    }
    return {};
}

Result<void> SkillReader::takePrior(std::string_view value)
{
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), m_skill.prior);
    const bool whole = error == std::errc{} && end == value.data() + value.size();
    if (!whole || !(m_skill.prior >= 0.1 && m_skill.prior <= 100)) {
        return problem("prior is not a factor between 0.1 and 100", "write for example prior: 1.5");
    }
    return {};
}

Result<void> SkillReader::take(const std::string& key, std::string_view value)
{
    if (key == "name") {
        m_skill.name = value;
    } else if (key == "title") {
        m_skill.title = value;
    } else if (key == "platforms") {
        m_skill.platforms = list(value);
    } else if (key == "bounds") {
        return takeBounds(value);
    } else if (key == "patterns") {
        m_skill.patterns = list(value);
    } else if (key == "transformation") {
        m_skill.transformation = value;
    } else if (key == "prior") {
        return takePrior(value);
    } else {
        return problem("there is no key " + key,
                       "write name, title, platforms, bounds, patterns, transformation or prior");
    }
    return {};
}

Result<void> SkillReader::readKey(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
        return problem("the line has no colon", "write key: value");
    }
    const std::string key(trimmed(line.substr(0, colon)));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (value.empty()) {
        return problem(key + " has no value", "write one or leave the line out");
    }
    if (!m_seen.emplace(key, m_line).second) {
        return problem(key + " stands twice", "keep one of the two");
    }
    return take(key, value);
}

Result<Skill> SkillReader::read()
{
    std::string_view line;
    if (!nextLine(line) || trimmed(line) != "---") {
        m_line = 1;
        return problem("the front matter is missing", "start the file with a line of three dashes");
    }
    bool closed = false;
    while (!closed && nextLine(line)) {
        closed = trimmed(line) == "---";
        if (!closed && !trimmed(line).empty()) {
            if (const auto taken = readKey(line); !taken) {
                return taken.error();
            }
        }
    }
    if (!closed) {
        return problem("the front matter has no end", "close it with a line of three dashes");
    }
    for (const char* key : {"name", "title", "platforms", "bounds", "prior"}) {
        if (!m_seen.contains(key)) {
            return problem(std::string(key) + " is missing", "add it to the front matter");
        }
    }
    m_skill.prose = std::string(m_text.substr(std::min(m_at, m_text.size())));
    if (m_skill.prose.find_first_not_of(" \t\r\n") == std::string::npos) {
        return problem("there is no prose", "say below the front matter when the skill applies and what to do");
    }
    return m_skill;
}

} // namespace

Result<Skill> parseSkill(std::string_view text, const std::string& file)
{
    return SkillReader(text, file).read();
}

} // namespace espalier
