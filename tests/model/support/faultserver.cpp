#include "tests/model/support/faultserver.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

class FaultServer::Service : public QObject
{
public:
    explicit Service(FaultServer& owner) : m_owner(owner) {}

    int listen();
    void release();

private:
    struct Connection
    {
        QTcpSocket* socket = nullptr;
        QByteArray received;
        ScriptedAnswer answer;
        std::size_t sent = 0; ///< parts
        bool isAnswering = false;
    };

    void accept();
    void read(Connection& connection);
    void sendPart(Connection& connection);
    void finish(Connection& connection);

    FaultServer& m_owner;
    QTcpServer* m_server = nullptr;
    std::vector<std::unique_ptr<Connection>> m_connections;
};

namespace {

/// The whole request, or nothing as long as some of it is missing.
std::unique_ptr<ReceivedRequest> wholeRequest(const QByteArray& received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0) {
        return nullptr;
    }
    const qsizetype line = received.indexOf("\r\n");
    const QByteArray head = received.left(line) + received.mid(line, end - line).toLower() + "\r\n";
    qsizetype length = 0;
    if (const qsizetype at = head.indexOf("content-length:"); at >= 0) {
        const qsizetype value = at + 15;
        length = head.mid(value, head.indexOf("\r\n", value) - value).trimmed().toLongLong();
    }
    if (received.size() < end + 4 + length) {
        return nullptr;
    }
    return std::make_unique<ReceivedRequest>(
        ReceivedRequest{head.toStdString(), received.mid(end + 4, length).toStdString()});
}

QTcpServer* tlsServer(QObject* parent)
{
    const QString folder = QStringLiteral(ESPALIER_SOURCE_DIR "/tests/model/data/");
    QFile key(folder + QStringLiteral("key.pem"));
    if (!key.open(QIODevice::ReadOnly)) {
        qFatal("%s is not there", qPrintable(key.fileName()));
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(folder + QStringLiteral("certificate.pem")));
    auto* const server = new QSslServer(parent);
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

int FaultServer::Service::listen()
{
    m_server = m_owner.m_speaks == Speaks::Https ? tlsServer(this) : new QTcpServer(this);
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, [this] { accept(); });
    return m_server->listen(QHostAddress::LocalHost) ? m_server->serverPort() : 0;
}

void FaultServer::Service::accept()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        m_connections.push_back(std::make_unique<Connection>());
        Connection* const connection = m_connections.back().get();
        connection->socket = socket;
        connect(socket, &QTcpSocket::readyRead, this, [this, connection] { read(*connection); });
    }
}

void FaultServer::Service::read(Connection& connection)
{
    connection.received += connection.socket->readAll();
    const auto request = wholeRequest(connection.received);
    if (!request || connection.isAnswering) {
        return;
    }
    connection.isAnswering = true;
    {
        const std::scoped_lock lock(m_owner.m_mutex);
        const std::size_t number = std::min(m_owner.m_requests.size(), m_owner.m_script.size() - 1);
        connection.answer = m_owner.m_script[number];
        m_owner.m_requests.push_back(*request);
    }
    sendPart(connection);
}

void FaultServer::Service::sendPart(Connection& connection)
{
    if (connection.sent < connection.answer.parts.size()) {
        const std::string& part = connection.answer.parts[connection.sent++];
        connection.socket->write(part.data(), static_cast<qint64>(part.size()));
    }
    if (connection.sent >= connection.answer.parts.size()) {
        finish(connection);
    }
}

void FaultServer::Service::finish(Connection& connection)
{
    if (connection.answer.end == ScriptedAnswer::End::HangUp) {
        connection.socket->disconnectFromHost();
    } else if (connection.answer.end == ScriptedAnswer::End::Comments) {
        auto* const timer = new QTimer(connection.socket);
        connect(timer, &QTimer::timeout, connection.socket,
                [socket = connection.socket] { socket->write(": still there\n\n"); });
        timer->start(20);
    }
}

void FaultServer::Service::release()
{
    if (!m_connections.empty() && m_connections.back()->isAnswering) {
        sendPart(*m_connections.back());
    }
}

FaultServer::FaultServer(std::vector<ScriptedAnswer> script, Speaks speaks)
    : m_script(std::move(script)), m_speaks(speaks), m_service(new Service(*this))
{
    m_service->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_service, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(m_service, [this] { m_port = m_service->listen(); }, Qt::BlockingQueuedConnection);
}

FaultServer::~FaultServer()
{
    m_thread.quit();
    m_thread.wait();
}

std::vector<ReceivedRequest> FaultServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

void FaultServer::release()
{
    QMetaObject::invokeMethod(m_service, [this] { m_service->release(); }, Qt::QueuedConnection);
}
