#include "core/knowledge/document.h"
#include "core/knowledge/frontmatter.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 8> kKeys{"name",   "title",  "platforms", "languages",
                                                "bounds", "phases", "keywords",  "sources"};
constexpr std::array<std::string_view, 4> kPhases{"draft", "repair", "improve", "tune"};

std::vector<std::string> listOrAny(const std::string& value)
{
    std::vector<std::string> list = commaList(value);
    return list == std::vector<std::string>{"any"} ? std::vector<std::string>() : list;
}

class DocumentReader
{
public:
    explicit DocumentReader(const std::string& place) : m_place(place) { m_document.place = place; }
    Result<void> take(const FrontMatterLine& line);
    Document& document() { return m_document; }

private:
    Result<void> takeBounds(const FrontMatterLine& line);
    Result<void> takePhases(const FrontMatterLine& line);

    std::string m_place;
    Document m_document;
};

Result<void> DocumentReader::takeBounds(const FrontMatterLine& line)
{
    for (const std::string& name : listOrAny(line.value)) {
        const auto bound = boundFromText(name);
        if (!bound || *bound == Bound::Unknown) {
            return documentError(m_place, line.line, "there is no bottleneck named " + name,
                                 "write memory, compute, latency, occupancy, launch, balanced or any");
        }
        m_document.bounds.push_back(*bound);
    }
    return {};
}

Result<void> DocumentReader::takePhases(const FrontMatterLine& line)
{
    m_document.phases = listOrAny(line.value);
    for (const std::string& phase : m_document.phases) {
        if (std::find(kPhases.begin(), kPhases.end(), phase) == kPhases.end()) {
            return documentError(m_place, line.line, "there is no phase named " + phase,
                                 "write draft, repair, improve, tune or any");
        }
    }
    return {};
}

Result<void> DocumentReader::take(const FrontMatterLine& line)
{
    if (line.key == "name") {
        m_document.name = line.value;
    } else if (line.key == "title") {
        m_document.title = line.value;
    } else if (line.key == "platforms") {
        m_document.platforms = listOrAny(line.value);
    } else if (line.key == "languages") {
        m_document.languages = listOrAny(line.value);
    } else if (line.key == "bounds") {
        return takeBounds(line);
    } else if (line.key == "phases") {
        return takePhases(line);
    } else if (line.key == "keywords") {
        m_document.keywords = commaList(line.value);
    } else if (line.key == "sources") {
        m_document.sources = line.value;
    } else {
        return documentError(m_place, line.line, "there is no key " + line.key,
                             "write name, title, platforms, languages, bounds, phases, keywords or sources");
    }
    return {};
}

} // namespace

Result<Document> parseDocument(std::string_view text, const std::string& place)
{
    auto matter = splitFrontMatter(text, place);
    if (!matter) {
        return matter.error();
    }
    DocumentReader reader(place);
    for (const FrontMatterLine& line : matter->lines) {
        if (const auto taken = reader.take(line); !taken) {
            return taken.error();
        }
    }
    const int end = static_cast<int>(matter->lines.size()) + 2;
    for (const std::string_view key : kKeys) {
        if (!matter->has(key)) {
            return documentError(place, end, std::string(key) + " is missing", "add it to the front matter");
        }
    }
    if (matter->body.find_first_not_of(" \t\r\n") == std::string::npos) {
        return documentError(place, end, "there is no text", "say below the front matter what there is to know");
    }
    reader.document().body = std::move(matter->body);
    return reader.document();
}

} // namespace espalier
