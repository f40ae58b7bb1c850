#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier::handover {

/// Text as HTML shows it, in elements and in quoted attributes. What comes in may be anything: broken UTF-8 becomes
/// U+FFFD, control characters other than line ends and tabs do too, and characters that turn the direction of writing
/// are named instead (U+202E), so that what is read is what is there.
std::string escaped(std::string_view text);

/// <tag class="…">text</tag> with the text escaped.
std::string element(const std::string& tag, std::string_view text, const std::string& style = {});

/// A table with a row of headings; cells are HTML. Columns in `right` are aligned to the right.
std::string htmlTable(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows,
                      const std::vector<std::size_t>& right = {});

/// The changed places of two texts with three lines round them, as a table of lines; a sentence where they are equal.
/// At most 2,000 lines are shown.
std::string htmlDiff(std::string_view left, std::string_view right);

/// A whole document that needs nothing from elsewhere and forbids itself to ask for it: no scripts, light and dark as
/// the reader's system is, and light on paper.
std::string htmlPage(const std::string& title, const std::string& body);

} // namespace espalier::handover
