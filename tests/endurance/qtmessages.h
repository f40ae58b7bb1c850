#pragma once

#include <QStringList>
#include <QtGlobal>

namespace espalier::test {

/// Collects what Qt and we say as a warning or worse while it lives, less what the offscreen platform says of itself.
/// One at a time.
class QtMessages
{
public:
    QtMessages();
    ~QtMessages();
    QtMessages(const QtMessages&) = delete;
    QtMessages& operator=(const QtMessages&) = delete;

    /// Each sentence once; from any thread.
    QStringList unexpected() const;

private:
    QtMessageHandler m_before;
};

} // namespace espalier::test
