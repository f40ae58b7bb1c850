#include "core/synthesis/answer/answerlayout.h"

#include "core/synthesis/answer/answerlines.h"
#include "core/synthesis/answer/plaintext.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace espalier {
namespace {

enum class Section { Outside, Search, Replace };

/// The sections that a mark ends and begins.
std::pair<Section, Section> sectionsAround(Mark mark)
{
    if (mark == Mark::Search) {
        return {Section::Outside, Section::Search};
    }
    return mark == Mark::Divider ? std::pair{Section::Search, Section::Replace}
                                 : std::pair{Section::Replace, Section::Outside};
}

/// Takes an answer line by line; what it has understood so far is in layout().
class LayoutReader
{
public:
    std::optional<AnswerError> take(std::string_view line);
    std::optional<AnswerError> end() const;
    AnswerLayout& layout() { return m_layout; }

private:
    struct OpenFence
    {
        Fence fence; ///< refers to the answer
        std::size_t line = 0;
        bool hasEdits = false;
        FencedSource source;
    };

    std::optional<AnswerError> takeMark(Mark mark, std::string_view line);
    void takeText(std::string_view line);
    std::optional<AnswerError> closeFence();
    std::string place() const { return "line " + std::to_string(m_line); }
    std::string block() const { return "block " + std::to_string(m_layout.edits.size()); }

    AnswerLayout m_layout;
    std::optional<OpenFence> m_fence;
    Section m_section = Section::Outside;
    std::size_t m_line = 0;
    bool m_codeSeen = false;
};

std::optional<AnswerError> LayoutReader::take(std::string_view line)
{
    ++m_line;
    if (m_fence) {
        if (fenceOf(line).closes(m_fence->fence)) {
            return closeFence();
        }
        line.remove_prefix(std::min({line.find_first_not_of(' '), line.size(), m_fence->fence.indent}));
    }
    const Mark mark = markOf(line);
    // Outside an edit seven equals signs underline a heading of the prose, or stand in a comment of the source.
    if (mark != Mark::None && (mark != Mark::Divider || m_section != Section::Outside)) {
        return takeMark(mark, line);
    }
    takeText(line);
    return std::nullopt;
}

std::optional<AnswerError> LayoutReader::takeMark(Mark mark, std::string_view line)
{
    if (mark == Mark::Misspelt) {
        return AnswerError{AnswerFault::BadMarks, place() + " is no mark of an edit: " + quotedFirstLine(line)};
    }
    const auto [before, after] = sectionsAround(mark);
    if (m_section != before) {
        return AnswerError{AnswerFault::BadMarks, "the mark " + quotedFirstLine(line) + " on " + place() +
                                                      " is out of order (SEARCH, =======, REPLACE)"};
    }
    m_section = after;
    if (mark == Mark::Search) {
        if (m_layout.edits.size() == kMostEdits) {
            return AnswerError{AnswerFault::TooLarge, "it has more than " + std::to_string(kMostEdits) + " edits"};
        }
        m_layout.edits.emplace_back();
        m_codeSeen = true;
        if (m_fence) {
            m_fence->hasEdits = true;
        }
    }
    return std::nullopt;
}

void LayoutReader::takeText(std::string_view line)
{
    const auto appendTo = [&](std::string& text) { text.append(line).push_back('\n'); };
    if (m_section != Section::Outside) {
        Edit& edit = m_layout.edits.back();
        appendTo(m_section == Section::Search ? edit.search : edit.replacement);
    } else if (m_fence) {
        appendTo(m_fence->source.text);
    } else if (const Fence fence = fenceOf(line); fence.length > 0) {
        m_fence = OpenFence{fence, m_line, false, {languageOf(fence), {}}};
        m_codeSeen = true;
    } else if (!m_codeSeen) {
        appendTo(m_layout.prose);
    }
}

std::optional<AnswerError> LayoutReader::closeFence()
{
    if (m_section != Section::Outside) {
        return AnswerError{AnswerFault::BadMarks,
                           "the fence around " + block() + " closes on " + place() + " before the edit's REPLACE mark"};
    }
    if (!m_fence->hasEdits) {
        m_layout.sources.push_back(std::move(m_fence->source));
    } else if (!isBlank(m_fence->source.text)) {
        return AnswerError{AnswerFault::MixedForms,
                           "a fence holds edits and, outside them, " + quotedFirstLine(m_fence->source.text)};
    }
    m_fence.reset();
    return std::nullopt;
}

std::optional<AnswerError> LayoutReader::end() const
{
    if (m_fence) {
        return AnswerError{AnswerFault::CutOff, "the fence of " + std::to_string(m_fence->fence.length) +
                                                    " backquotes opened on line " + std::to_string(m_fence->line) +
                                                    " is never closed"};
    }
    if (m_section != Section::Outside) {
        return AnswerError{AnswerFault::CutOff, "it ends within " + block() + ", before the edit's REPLACE mark"};
    }
    return std::nullopt;
}

} // namespace

std::variant<AnswerLayout, AnswerError> layoutOf(std::string_view answer)
{
    LayoutReader reader;
    while (!answer.empty()) {
        if (auto error = reader.take(takeLine(answer))) {
            return *std::move(error);
        }
    }
    if (auto error = reader.end()) {
        return *std::move(error);
    }
    return std::move(reader.layout());
}

} // namespace espalier
