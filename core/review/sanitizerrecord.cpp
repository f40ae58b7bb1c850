#include "core/review/sanitizerrecord.h"

#include "core/base/jsonmembers.h"
#include "core/review/comment.h"

namespace espalier {

std::string toText(const SanitizerRecord& record)
{
    const nlohmann::json document{{"finding", record.finding}, {"checked", record.checked}};
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

SanitizerRecord sanitizerRecordFrom(const std::string& text)
{
    const nlohmann::json document = parsedObject(text);
    if (!document.is_object()) {
        return {{}, text.substr(0, kLongestRemark)};
    }
    return {textOf(document, "finding").substr(0, kLongestRemark),
            textOf(document, "checked").substr(0, kLongestRemark)};
}

} // namespace espalier
