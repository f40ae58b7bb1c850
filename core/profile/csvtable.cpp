#include "core/profile/csvtable.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t kMostCells = 2'000'000;
constexpr std::size_t kMostColumns = 8192;
constexpr std::size_t kLongestNumber = 64;

Error tooLarge()
{
    return {ErrorKind::Usage, "the table of the profiler is too large",
            "it has more than two million cells or 8,192 columns", "record fewer kernels or fewer metrics"};
}

/// Takes one row off the front of the text.
std::vector<std::string> takeRow(std::string_view& text)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted && c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
            cells.back() += text[++at];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            if (cells.size() > kMostColumns) {
                break; // refused by the caller
            }
            cells.emplace_back();
        } else if (!quoted && c == '\n') {
            break;
        } else if (quoted || c != '\r') {
            cells.back() += c;
        }
    }
    text.remove_prefix(std::min(text.size(), at + 1));
    return cells;
}

/// Groups of three digits lose their commas; "1,2" stays as it is and is no number then.
std::string withoutThousands(std::string_view text)
{
    const std::size_t end = std::min(text.find('.'), text.size());
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool separates = text[i] == ',' && i > 0 && i < end && (end - i) % 4 == 0;
        if (!separates) {
            plain += text[i];
        }
    }
    return plain;
}

} // namespace

Result<CsvTable> CsvTable::parse(std::string_view text)
{
    CsvTable table;
    table.m_names = takeRow(text);
    std::size_t cells = table.m_names.size();
    if (cells > kMostColumns) {
        return tooLarge();
    }
    for (std::size_t i = 0; i < cells; ++i) {
        table.m_columns.emplace(table.m_names[i], i);
    }
    while (!text.empty()) {
        std::vector<std::string> row = takeRow(text);
        cells += row.size();
        if (cells > kMostCells || row.size() > kMostColumns) {
            return tooLarge();
        }
        if (row.size() > 1 || !row.front().empty()) {
            table.m_rows.push_back(std::move(row));
        }
    }
    return table;
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const
{
    const auto found = m_columns.find(name);
    return found == m_columns.end() ? std::nullopt : std::optional(found->second);
}

const std::string& CsvTable::cell(std::size_t row, std::optional<std::size_t> column) const
{
    static const std::string kNone;
    return row < m_rows.size() && column && *column < m_rows[row].size() ? m_rows[row][*column] : kNone;
}

std::optional<double> profilerNumber(std::string_view text)
{
    if (text.empty() || text.size() > kLongestNumber) {
        return std::nullopt;
    }
    const std::string plain = withoutThousands(text);
    double value = 0;
    const auto [end, failed] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    const bool whole = failed == std::errc() && end == plain.data() + plain.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace espalier
