#include "core/model/http/httpexchange.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QTimer>

#include <memory>
#include <utility>

namespace espalier {
namespace {

using Again = AttemptFault::Again;
using std::chrono::milliseconds;

constexpr milliseconds kLook{50}; ///< how often stop and limits are looked at

class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        const QString host = query.peerHostName();
        if (host == QLatin1String("localhost") || QHostAddress(host).isLoopback()) {
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        }
        return systemProxyForQuery(query);
    }
};

QNetworkRequest networkRequest(const HttpPost& post)
{
    QNetworkRequest request{QUrl(QString::fromStdString(post.url))};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    // One stream on one connection gains nothing by HTTP/2.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Content-Type", "application/json");
    request.setRawHeader("Accept", "text/event-stream, application/json");
    // Asked for by name, so that nothing is unpacked: a small answer stays small.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", "espalier");
    for (const auto& [name, value] : post.headers) {
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    }
    return request;
}

std::string header(const QNetworkReply& reply, const char* name)
{
    return reply.rawHeader(name).toStdString();
}

AttemptFault timedOut(const std::string& why, milliseconds limit, Again again, ErrorKind kind)
{
    return {again,
            kind,
            why + " within " + std::to_string(limit.count() / 1000) + " s",
            "check the network and the address, or try again later",
            {},
            {}};
}

AttemptFault faultOfNetwork(QNetworkReply::NetworkError error, const QString& words)
{
    const bool isForGood = error == QNetworkReply::SslHandshakeFailedError ||
                           error == QNetworkReply::ProxyAuthenticationRequiredError ||
                           error == QNetworkReply::ProtocolUnknownError || error == QNetworkReply::ProtocolFailure;
    AttemptFault fault{isForGood ? Again::Never : Again::Later,
                       ErrorKind::Machine,
                       "the server was not reached",
                       "check the address, the network, and that the server runs",
                       {},
                       {}};
    if (error == QNetworkReply::SslHandshakeFailedError) {
        fault.why = "the server's certificate is not trusted";
        fault.todo = "check the address; the certificate of a gateway of your own belongs among the system's";
    }
    fault.why += ": " + words.toStdString();
    return fault;
}

/// One attempt; lives on the stack of exchange().
class Exchange
{
public:
    Exchange(const HttpPost& post, const HttpLimits& limits, ReplyCollector& collector, std::stop_token stop);
    std::optional<AttemptFault> run();

private:
    void takeHead();
    void takeBytes();
    void finish();
    void look();
    void close(std::optional<AttemptFault> fault);

    HttpLimits m_limits;
    ReplyCollector& m_collector;
    std::stop_token m_stop;
    QEventLoop m_loop;
    QTimer m_timer;
    QElapsedTimer m_total;
    QElapsedTimer m_idle; ///< since the last byte, or since the request was sent
    bool m_isSent = false;
    bool m_isClosed = false;
    std::optional<AttemptFault> m_fault;
    QNetworkAccessManager m_manager;
    std::unique_ptr<QNetworkReply> m_reply;
};

Exchange::Exchange(const HttpPost& post, const HttpLimits& limits, ReplyCollector& collector, std::stop_token stop)
    : m_limits(limits), m_collector(collector), m_stop(std::move(stop))
{
    m_manager.setProxyFactory(new SystemProxies); // the manager's own from here on
    m_total.start();
    m_idle.start();
    m_reply.reset(m_manager.post(networkRequest(post), QByteArray::fromStdString(post.body)));
    QObject::connect(m_reply.get(), &QNetworkReply::requestSent, &m_loop, [this] {
        m_isSent = true;
        m_idle.restart();
    });
    QObject::connect(m_reply.get(), &QNetworkReply::metaDataChanged, &m_loop, [this] { takeHead(); });
    QObject::connect(m_reply.get(), &QNetworkReply::readyRead, &m_loop, [this] { takeBytes(); });
    QObject::connect(m_reply.get(), &QNetworkReply::finished, &m_loop, [this] { finish(); });
    QObject::connect(&m_timer, &QTimer::timeout, &m_loop, [this] { look(); });
    m_timer.start(kLook);
}

std::optional<AttemptFault> Exchange::run()
{
    look();
    if (!m_isClosed) {
        m_loop.exec();
    }
    m_reply->abort(); // whatever it still signals finds this closed
    return m_fault;
}

void Exchange::close(std::optional<AttemptFault> fault)
{
    if (!m_isClosed) {
        m_isClosed = true;
        m_fault = std::move(fault);
        m_loop.quit();
    }
}

void Exchange::takeHead()
{
    const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (m_isClosed || m_collector.hasHead() || !status.isValid()) {
        return;
    }
    const ResponseHead head{status.toInt(), header(*m_reply, "Content-Type"), header(*m_reply, "Retry-After"),
                            header(*m_reply, "Location")};
    m_isSent = true;
    m_idle.restart();
    if (auto fault = m_collector.takeHead(head)) {
        close(std::move(fault));
    }
}

void Exchange::takeBytes()
{
    takeHead();
    if (m_isClosed) {
        return;
    }
    m_idle.restart();
    const QByteArray bytes = m_reply->readAll();
    if (auto fault = m_collector.takeBody({bytes.constData(), static_cast<std::size_t>(bytes.size())})) {
        close(std::move(fault));
    } else if (m_collector.isComplete()) {
        close(m_collector.end(false));
    }
}

void Exchange::finish()
{
    takeHead();
    if (!m_collector.hasHead()) {
        close(faultOfNetwork(m_reply->error(), m_reply->errorString()));
        return;
    }
    takeBytes();
    if (!m_isClosed) {
        close(m_collector.end(m_reply->error() != QNetworkReply::NoError));
    }
}

void Exchange::look()
{
    if (m_stop.stop_requested()) {
        close(stopped());
    } else if (m_total.hasExpired(m_limits.total.count())) {
        close(timedOut("the answer did not end", m_limits.total, Again::Never, ErrorKind::Answer));
    } else if (!m_isSent && m_total.hasExpired(m_limits.connect.count())) {
        close(timedOut("no connection came about", m_limits.connect, Again::Later, ErrorKind::Machine));
    } else if (m_isSent && m_idle.hasExpired(m_limits.idle.count())) {
        // What broke off after it had begun is the step's loss; a server that never says a word is out of reach.
        const ErrorKind kind = m_collector.hasHead() ? ErrorKind::Answer : ErrorKind::Machine;
        close(m_collector.isErrorBody() ? m_collector.end(true)
                                        : timedOut("nothing more arrived", m_limits.idle, Again::Once, kind));
    }
}

} // namespace

std::optional<AttemptFault> exchange(const HttpPost& post, const HttpLimits& limits, ReplyCollector& collector,
                                     std::stop_token stop)
{
    return Exchange(post, limits, collector, std::move(stop)).run();
}

AttemptFault stopped()
{
    return {Again::Never, ErrorKind::Interrupted, "the search was stopped", "resume it", {}, {}};
}

} // namespace espalier
