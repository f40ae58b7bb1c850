#include "app/cli/output.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// Characters, not bytes: continuation bytes of UTF-8 do not count.
std::size_t width(const std::string& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

void printJson(const nlohmann::json& document)
{
    const std::string text = document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    std::printf("%s\n", text.c_str());
    std::fflush(stdout);
}

void printLine(const std::string& line)
{
    std::printf("%s\n", printable(line).c_str());
}

void printTable(const std::vector<std::vector<std::string>>& rows, const std::vector<std::size_t>& right)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width(row[i]));
        }
    }
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string pad(widths[i] - width(row[i]), ' ');
            const bool toRight = std::ranges::find(right, i) != right.end();
            line += (i > 0 ? "  " : "") + (toRight ? pad + row[i] : row[i] + pad);
        }
        printLine(line.substr(0, line.find_last_not_of(' ') + 1));
    }
}

std::string printable(const std::string& text)
{
    std::string clean = text;
    std::ranges::replace_if(
        clean, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; },
        ' ');
    return clean;
}

} // namespace espalier::cli
