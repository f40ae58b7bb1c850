#include "app/gui/rendezvous.h"

#include <QLocalSocket>
#include <QTimer>

#include <unistd.h>

namespace espalier {
namespace {

constexpr int kPatienceMs = 2000;
constexpr qint64 kLongestMessage = 16 * 1024;
constexpr int kMostCallers = 8; ///< at once; further ones wait at the door

} // namespace

QString Rendezvous::usualName()
{
    // Nobody else can put a socket into the user's own folder; Qt's place for the other name is the temporary one.
    const QString own = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return own.isEmpty() ? QStringLiteral("espalier-gui-%1").arg(getuid()) : own + QStringLiteral("/espalier-gui");
}

Rendezvous::Rendezvous(QString name, QObject* parent) : QObject(parent), m_name(std::move(name))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(kMostCallers);
    connect(&m_server, &QLocalServer::newConnection, this, &Rendezvous::greet);
}

bool Rendezvous::listen()
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (other.waitForConnected(200)) {
        return false;
    }
    QLocalServer::removeServer(m_name); // nobody answered: it was left behind by a program that was killed
    return m_server.listen(m_name);
}

void Rendezvous::greet()
{
    while (QLocalSocket* caller = m_server.nextPendingConnection()) {
        caller->setReadBufferSize(kLongestMessage + 1);
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        connect(caller, &QLocalSocket::readyRead, this, [this, caller] { read(caller); });
        QTimer::singleShot(kPatienceMs, caller, [caller] { caller->abort(); });
        read(caller); // what came before anybody listened
    }
}

void Rendezvous::read(QLocalSocket* caller)
{
    if (!caller->canReadLine()) {
        if (caller->bytesAvailable() > kLongestMessage) {
            caller->abort();
        }
        return;
    }
    const Result<SessionLink> link = linkFromJson(caller->readLine(kLongestMessage).toStdString());
    if (!link || !checkLink(*link)) {
        caller->abort();
        return;
    }
    caller->write("ok\n");
    caller->flush();
    caller->disconnectFromServer();
    Q_EMIT linkArrived(*link);
}

bool Rendezvous::hand(const SessionLink& link, const QString& name)
{
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(kPatienceMs / 4)) {
        return false;
    }
    socket.write(QByteArray::fromStdString(toJson(link)));
    socket.flush();
    while (!socket.canReadLine() && socket.waitForReadyRead(kPatienceMs)) {
    }
    return socket.readLine(8) == "ok\n";
}

} // namespace espalier
