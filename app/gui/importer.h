#pragma once

#include "app/gui/longworks.h"

#include <QObject>

#include <filesystem>

namespace espalier {

/// Makes a session of another tool's run that was opened or dropped; it can be cancelled until it is written. GUI
/// thread.
class Importer : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    Importer(MainWindow& window, std::filesystem::path store);

    void import(const QString& path);

Q_SIGNALS:
    /// Its session, to be opened, and what was kept in a sentence. Where the person has gone on to another session
    /// meanwhile the sentence is only said.
    void imported(qlonglong session, const QString& sentence);

private:
    MainWindow& m_window;
    std::filesystem::path m_store;
    LongWorks m_works;
};

} // namespace espalier
