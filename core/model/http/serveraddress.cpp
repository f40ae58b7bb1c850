#include "core/model/http/serveraddress.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kLongestAddress = 2000; ///< bytes

bool isPrivateAddress(const QHostAddress& address)
{
    const std::array kPrivate{std::pair{QHostAddress(QStringLiteral("10.0.0.0")), 8},
                              std::pair{QHostAddress(QStringLiteral("172.16.0.0")), 12},
                              std::pair{QHostAddress(QStringLiteral("192.168.0.0")), 16}};
    return address.isLinkLocal() || address.isUniqueLocalUnicast() ||
           std::any_of(kPrivate.begin(), kPrivate.end(),
                       [&](const auto& net) { return address.isInSubnet(net.first, net.second); });
}

/// Whether a part of the path is a version: "v1", "v1beta".
bool namesVersion(std::string_view path)
{
    for (std::size_t slash = path.find("/v"); slash != std::string_view::npos; slash = path.find("/v", slash + 1)) {
        if (slash + 2 < path.size() && path[slash + 2] >= '0' && path[slash + 2] <= '9') {
            return true;
        }
    }
    return false;
}

} // namespace

Result<ServerAddress> ServerAddress::parse(std::string_view text)
{
    const auto wrong = [](const char* why) {
        return Error{ErrorKind::Usage, "the model's address cannot be used", why,
                     "write it like http://localhost:8000/v1 or https://gateway.example/v1"};
    };
    if (text.size() > kLongestAddress) {
        return wrong("it is longer than 2000 characters");
    }
    QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    const bool encrypted = url.scheme() == QLatin1String("https");
    if (!url.isValid() || (!encrypted && url.scheme() != QLatin1String("http")) || url.host().isEmpty()) {
        return wrong("it is no http or https address");
    }
    if (!url.userInfo().isEmpty()) {
        return wrong("it holds a user or a password, which would be kept with the session");
    }
    if (url.hasQuery() || url.hasFragment()) {
        return wrong("it goes on behind a ? or a #");
    }
    if (url.port() == (encrypted ? 443 : 80)) {
        url.setPort(-1);
    }
    ServerAddress address;
    address.m_text = url.toEncoded(QUrl::StripTrailingSlash).toStdString();
    while (address.m_text.ends_with('/')) {
        address.m_text.pop_back();
    }
    address.m_host = url.authority(QUrl::FullyEncoded).toStdString();
    address.m_encrypted = encrypted;
    const QHostAddress host(url.host());
    address.m_loopback = url.host() == QLatin1String("localhost") || host.isLoopback();
    address.m_private = address.m_loopback || isPrivateAddress(host);
    return address;
}

std::string ServerAddress::endpoint(std::string_view call) const
{
    if (m_text.ends_with(call)) {
        return m_text;
    }
    const std::string_view path = std::string_view(m_text).substr(m_text.find("://") + 3);
    return m_text + (namesVersion(path) ? "" : "/v1") + std::string(call);
}

} // namespace espalier
