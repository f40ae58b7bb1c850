#pragma once

#include <QDialog>

#include <vector>

class QListWidget;
class QTextBrowser;
class QUrl;

namespace espalier {

/// One page of the manual, read by whoever opens the window.
struct HelpPage
{
    QString title;
    QString markdown;
    QString name{}; ///< of its file, without ending: "window"
};

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
    QTextBrowser* m_text;
};

} // namespace espalier
