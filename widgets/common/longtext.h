#pragma once

#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <string_view>

namespace espalier {

/// Foreign text of any length as a field can show it at once: its lines as format::codeLine() has them, and of more
/// than `most` bytes the beginning and the end. A text field lays out one line of a million characters for minutes.
inline QString longText(std::string_view utf8, std::size_t most = std::size_t{256} << 10)
{
    const std::string_view head = utf8.substr(0, utf8.size() <= most ? utf8.size() : most * 3 / 4);
    const std::string_view tail = utf8.size() <= most ? std::string_view() : utf8.substr(utf8.size() - most / 4);
    QString text;
    const auto addLines = [&text](std::string_view part) {
        for (std::size_t from = 0; from <= part.size();) {
            const std::size_t end = std::min(part.find('\n', from), part.size());
            text += format::codeLine(part.substr(from, end - from));
            text += end < part.size() ? QStringLiteral("\n") : QString();
            from = end + 1;
        }
    };
    addLines(head);
    if (!tail.empty()) {
        text += QCoreApplication::translate("LongText", "\n… %L1 bytes are left out …\n")
                    .arg(utf8.size() - head.size() - tail.size());
        addLines(tail);
    }
    return text;
}

} // namespace espalier
