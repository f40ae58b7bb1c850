#pragma once

#include <QByteArray>
#include <QHash>
#include <QImage>
#include <QString>
#include <QTextBrowser>

#include <map>

namespace espalier {

/// One page of the manual, read by whoever opens the window.
struct HelpPage
{
    QString title;
    QString markdown;
    QString name{};                           ///< of its file, without ending: "window"
    std::map<QString, QByteArray> pictures{}; ///< files of the pictures it shows, by the names it gives them
};

/// The text of one page. A picture is never wider than the view, and has its alternative text below as a caption, which
/// stands alone where the picture could not be read. Nothing is fetched from files or the network.
class ManualText : public QTextBrowser
{
    Q_OBJECT
public:
    explicit ManualText(QWidget* parent = nullptr);

    void showPage(const HelpPage& page);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Tables with hairlines and room in their cells.
    void drawTables();
    void addCaptions();
    /// Draws each picture anew for the room there is.
    void fitPictures();
    QImage drawn(const QImage& picture, QSize size) const;

    QHash<QString, QImage> m_pictures; ///< of this page, in their own sizes
};

} // namespace espalier
