#include "tests/endurance/qtmessages.h"

#include <QMutex>

#include <algorithm>
#include <array>

namespace espalier::test {
namespace {

QMutex g_mutex;
QStringList g_said;
QtMessageHandler g_before = nullptr;

/// What the offscreen platform cannot do, and QTest says of our own clumsiness.
bool isExpected(const QString& text)
{
    static constexpr std::array kExpected{"This plugin does not support", "occurs outside target window",
                                          "Mouse event \"", "QStandardPaths: XDG_RUNTIME_DIR not set"};
    return std::ranges::any_of(kExpected, [&](const char* start) { return text.contains(QString::fromLatin1(start)); });
}

void take(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (isExpected(text)) {
        return; // thousands of them in a minute
    }
    if (type != QtDebugMsg && type != QtInfoMsg) {
        const QMutexLocker lock(&g_mutex);
        if (!g_said.contains(text)) {
            g_said << text;
        }
    }
    if (g_before != nullptr) {
        g_before(type, context, text);
    }
}

} // namespace

QtMessages::QtMessages() : m_before(qInstallMessageHandler(take))
{
    g_before = m_before;
    g_said.clear();
}

QtMessages::~QtMessages()
{
    qInstallMessageHandler(m_before);
}

QStringList QtMessages::unexpected() const
{
    const QMutexLocker lock(&g_mutex);
    return g_said;
}

} // namespace espalier::test
