#include "core/model/http/attemptfault.h"

#include "core/base/jsonmembers.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>

namespace espalier {
namespace {

using Again = AttemptFault::Again;

constexpr int kLongestQuote = 300; ///< characters

/// The words of an error body: {"error": {"message", "type", "code"}}, and the shorter forms of local servers:
/// {"error": "text"}, {"message": "text"}, {"detail": "text"}.
struct ReportedError
{
    std::string message;
    std::string code;
};

ReportedError reportedError(std::string_view body)
{
    const nlohmann::json document = parsedObject(body);
    const nlohmann::json& error = memberOf(document, "error");
    ReportedError reported{textOf(error, "message"), textOf(error, "code")};
    if (reported.code.empty()) {
        reported.code = textOf(error, "type");
    }
    for (const char* name : {"error", "message", "detail"}) {
        if (reported.message.empty()) {
            reported.message = textOf(document, name);
        }
    }
    return reported;
}

bool passes(int status)
{
    // 529 is Anthropic's «overloaded».
    constexpr std::array kPassing{408, 429, 500, 502, 503, 504, 529};
    return std::find(kPassing.begin(), kPassing.end(), status) != kPassing.end();
}

/// The error types of both APIs that pass by themselves.
bool passes(const std::string& code)
{
    constexpr std::array kPassing{"overloaded_error", "api_error",    "rate_limit_error",
                                  "timeout_error",    "server_error", "rate_limit_exceeded"};
    const bool isStatus =
        code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isStatus ? passes(std::stoi(code)) : std::find(kPassing.begin(), kPassing.end(), code) != kPassing.end();
}

} // namespace

Error toError(const AttemptFault& fault, const std::string& model, const ApiKey& key, int attempts)
{
    std::string why = fault.why;
    if (const std::string said = printableWords(fault.said, key, kLongestQuote); !said.empty()) {
        why += " (it says: " + said + ")";
    }
    if (fault.wait) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*fault.wait).count();
        why += " and asks to be left alone for " + std::to_string(seconds) + " s";
    }
    if (attempts > 1) {
        why += ", asked " + std::to_string(attempts) + " times";
    }
    return {fault.kind, model + " gave no answer", why, fault.todo};
}

std::string printableWords(std::string_view words, const ApiKey& key, int longest)
{
    // Masked before it is cut: half a key is one too.
    const std::string masked = key.masked(std::string(words));
    QString line;
    for (const char32_t c : QString::fromUtf8(masked.data(), static_cast<qsizetype>(masked.size())).toUcs4()) {
        line += QStringView(QChar::fromUcs4(QChar::isPrint(c) ? c : U' '));
    }
    line = line.simplified();
    if (line.size() > longest) {
        const bool splitsPair = line.at(longest - 2).isHighSurrogate();
        line = line.left(longest - (splitsPair ? 2 : 1)) + QChar(0x2026);
    }
    return line.toStdString();
}

AttemptFault faultOfStatus(int status, std::string_view body, std::optional<std::chrono::milliseconds> wait)
{
    const ReportedError reported = reportedError(body);
    const std::string number = "status " + std::to_string(status);
    const auto fault = [&](ErrorKind kind, const std::string& why, const char* todo) {
        return AttemptFault{Again::Never, kind, why + " (" + number + ")", todo, reported.message, {}};
    };
    if (status == 401 || status == 403) {
        return fault(ErrorKind::Machine, "the server does not accept the key",
                     "check that the key belongs to this address and may use this model");
    }
    if (status == 402 || reported.code == "insufficient_quota") {
        return fault(ErrorKind::Machine, "the account has nothing left to spend", "see to it with the provider");
    }
    if (status == 404) {
        return fault(ErrorKind::Machine, "the server knows no such model or address",
                     "check the model's name and the address");
    }
    if (passes(status)) {
        return {Again::Later,
                ErrorKind::Machine,
                "the server cannot answer now (" + number + ")",
                "try again later, or with fewer workers",
                reported.message,
                wait};
    }
    if (status >= 300 && status < 400) {
        return fault(ErrorKind::Machine, "the server sends to another address, which is not followed",
                     "give the address that it sends to, if you trust it with the key");
    }
    return fault(ErrorKind::Answer, "the server does not take the prompt",
                 "read what it says; a shorter prompt or another model may do");
}

AttemptFault faultOfReport(const std::string& code, const std::string& message)
{
    const bool later = passes(code);
    return {later ? Again::Later : Again::Never,
            later ? ErrorKind::Machine : ErrorKind::Answer,
            "the server broke the answer off with an error of its own",
            later ? "try again later, or with fewer workers" : "read what it says",
            message.empty() ? code : message,
            {}};
}

} // namespace espalier
