#pragma once

#include <QObject>

namespace espalier {

class MainWindow;

/// Saves the patches that the window exports where the user says. GUI thread.
class PatchSaver : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    explicit PatchSaver(MainWindow& window);

    /// Lets a place be chosen; the dialog does not block.
    void ask(const QString& fileName, const QString& patch);

private:
    MainWindow& m_window;
};

} // namespace espalier
