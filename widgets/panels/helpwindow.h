#pragma once

#include "widgets/panels/manualtext.h"

#include <QDialog>

#include <vector>

class QListWidget;
class QUrl;

namespace espalier {

/// The manual: its pages at the left, the text at the right. Links lead from page to page.
class HelpWindow : public QDialog
{
    Q_OBJECT
public:
    explicit HelpWindow(std::vector<HelpPage> pages, QWidget* parent = nullptr);

    /// Shows the page with this name, else the first one.
    void showPage(const QString& name);
    QString page() const;

private:
    void follow(const QUrl& link);
    int find(const QString& name) const;

    std::vector<HelpPage> m_pages;
    QListWidget* m_list;
    ManualText* m_text;
};

} // namespace espalier
