#include "core/knowledge/frontmatter.h"
#include "core/knowledge/skilllibrary.h"

#include <charconv>

namespace espalier {

namespace {

/// Takes one line of a skill's front matter after the other.
class SkillReader
{
public:
    explicit SkillReader(const std::string& file) : m_file(file) {}
    Result<void> take(const FrontMatterLine& line);
    Skill& skill() { return m_skill; }

private:
    Error problem(const std::string& why, const std::string& todo) const
    {
        return documentError(m_file, m_line, why, todo);
    }
    Result<void> takeBounds(const std::string& value);
    Result<void> takePrior(const std::string& value);
    Result<void> takeVersion(const std::string& value);
    Result<void> takeStatus(const std::string& value);

    std::string m_file;
    int m_line = 0;
    Skill m_skill;
};

Result<void> SkillReader::takeBounds(const std::string& value)
{
    for (const std::string& name : commaList(value)) {
        const auto bound = boundFromText(name);
        if (!bound) {
            return problem("there is no bottleneck named " + name,
                           "write memory, compute, latency, occupancy, launch, balanced or unknown");
        }
        m_skill.bounds.push_back(*bound);
    }
    return {};
}

Result<void> SkillReader::takePrior(const std::string& value)
{
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), m_skill.prior);
    const bool whole = error == std::errc{} && end == value.data() + value.size();
    if (!whole || !(m_skill.prior >= 0.1 && m_skill.prior <= 100)) {
        return problem("prior is not a factor between 0.1 and 100", "write for example prior: 1.5");
    }
    return {};
}

Result<void> SkillReader::takeVersion(const std::string& value)
{
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), m_skill.version);
    const bool whole = error == std::errc{} && end == value.data() + value.size();
    return whole && m_skill.version > 0 ? Result<void>()
                                        : problem("version is not a number from 1", "write for example version: 1");
}

Result<void> SkillReader::takeStatus(const std::string& value)
{
    m_skill.retired = value == "retired";
    return m_skill.retired || value == "active" ? Result<void>()
                                                : problem("there is no status " + value, "write active or retired");
}

Result<void> SkillReader::take(const FrontMatterLine& line)
{
    const auto& [key, value, number] = line;
    m_line = number;
    if (key == "name") {
        m_skill.name = value;
    } else if (key == "title") {
        m_skill.title = value;
    } else if (key == "platforms") {
        m_skill.platforms = commaList(value);
    } else if (key == "bounds") {
        return takeBounds(value);
    } else if (key == "patterns") {
        m_skill.patterns = commaList(value);
    } else if (key == "transformation") {
        m_skill.transformation = value;
    } else if (key == "prior") {
        return takePrior(value);
    } else if (key == "languages") {
        m_skill.languages = commaList(value);
    } else if (key == "technique") {
        m_skill.technique = commaList(value);
    } else if (key == "version") {
        return takeVersion(value);
    } else if (key == "status") {
        return takeStatus(value);
    } else if (key != "evidence" && key != "uses") { // those are core/distil's
        return problem("there is no key " + key, "write name, title, platforms, languages, bounds, patterns, "
                                                 "transformation, prior, technique, version, status, evidence or uses");
    }
    return {};
}

} // namespace

Result<Skill> parseSkill(std::string_view text, const std::string& file)
{
    auto matter = splitFrontMatter(text, file);
    if (!matter) {
        return matter.error();
    }
    SkillReader reader(file);
    for (const FrontMatterLine& line : matter->lines) {
        if (const auto taken = reader.take(line); !taken) {
            return taken.error();
        }
    }
    const int end = static_cast<int>(matter->lines.size()) + 2;
    for (const char* key : {"name", "title", "platforms", "bounds", "prior"}) {
        if (!matter->has(key)) {
            return documentError(file, end, std::string(key) + " is missing", "add it to the front matter");
        }
    }
    reader.skill().prose = std::move(matter->body);
    if (reader.skill().prose.find_first_not_of(" \t\r\n") == std::string::npos) {
        return documentError(file, end, "there is no prose",
                             "say below the front matter when the skill applies and what to do");
    }
    return reader.skill();
}

} // namespace espalier
