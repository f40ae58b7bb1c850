#pragma once

#include "core/base/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Comma-separated text with a first row of names (RFC 4180). Written by a profiler, or by somebody who says so: more
/// than two million cells or 8,192 columns are refused. Rows may be shorter than the first.
class CsvTable
{
public:
    static Result<CsvTable> parse(std::string_view text);

    std::size_t rows() const { return m_rows.size(); } ///< without the names
    const std::vector<std::string>& names() const { return m_names; }
    std::optional<std::size_t> column(std::string_view name) const;
    /// Empty where the row has no such column.
    const std::string& cell(std::size_t row, std::optional<std::size_t> column) const;

private:
    std::vector<std::string> m_names;
    std::map<std::string, std::size_t, std::less<>> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// "2,251,788.24", "3e-2", "42"; nothing for "no data", "n/a", what is not finite and anything else.
std::optional<double> profilerNumber(std::string_view text);

} // namespace espalier
