#pragma once

#include "core/store/sessionlink.h"

#include <QObject>

namespace espalier {

class MainWindow;

/// Opens what was chosen or dropped on the window: a task, a kernel's source, another tool's run, a
/// link. GUI thread.
class Opener : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    explicit Opener(MainWindow& window);

    /// Lets a file be chosen; the dialog does not block.
    void ask();
    void open(const QString& path);

Q_SIGNALS:
    /// It is neither task nor source, so a run if anything.
    void importRequested(const QString& path);
    /// It is a link, and there is a store where it leads.
    void linkFollowed(const espalier::SessionLink& link);

private:
    MainWindow& m_window;
};

} // namespace espalier
