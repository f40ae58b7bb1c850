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

/// How many bytes at the beginning of UTF-8 tell a terminal to do something, such as to move, to colour or to turn the
/// direction of what follows; 0 where it shows them. Line ends and tabs are shown.
std::size_t commandBytes(std::string_view text)
{
    const auto byte = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
    const unsigned first = byte(0);
    if (first < 0x20 || first == 0x7F) {
        return first == '\n' || first == '\t' ? 0 : 1;
    }
    if ((first == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) || (first == 0xD8 && byte(1) == 0x9C)) {
        return 2; // the second set of controls, and one that turns the direction
    }
    const bool turns = first == 0xE2 && ((byte(1) == 0x80 && (byte(2) == 0x8E || byte(2) == 0x8F)) ||
                                         (byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) ||
                                         (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
    return turns ? 3 : 0;
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
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = commandBytes(std::string_view(text).substr(at));
        clean += bytes > 0 ? ' ' : text[at];
        at += std::max<std::size_t>(1, bytes);
    }
    return clean;
}

} // namespace espalier::cli
