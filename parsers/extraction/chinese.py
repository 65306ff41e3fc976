"""Traditional Chinese characters as simplified ones, so that one spelling of a word finds both.

One character for one, so that offsets hold. Only characters that words of agreements, offices and
countries are written with; 畫 stands for 划 here, since a plan is 計畫 in Taiwan and 计划 in China.
"""

from __future__ import annotations

_PAIRS = (
    "備备 會会 議议 協协 簽签 訂订 諒谅 錄录 聯联 聲声 書书 執执 續续 謝谢 請请 審审 專专 權权 "
    "產产 標标 識识 財财 國国 際际 與与 雙双 單单 獨独 為为 關关 於于 動动 計计 劃划 畫划 項项 "
    "試试 點点 換换 約约 條条 個个 時时 間间 廳厅 長长 處处 區区 資资 訊讯 訓训 練练 實实 啟启 "
    "開开 發发 達达 擴扩 後后 來来 機机 構构 組组 織织 團团 員员 觀观 見见 證证 訪访 問问 應应 "
    "辦办 舉举 報报 導导 務务 業业 經经 濟济 貿贸 創创 術术 領领 圍围 範范 顧顾 總总 記记 黨党 "
    "屆届 歐欧 亞亚 韓韩 臺台 灣湾 馬马 爾尔 羅罗 愛爱 蘭兰 烏乌 維维 納纳 緬缅 東东 聖圣 諾诺 "
    "薩萨 漢汉 頓顿 魯鲁 榮荣 門门 並并 從从 將将 據据 規规 則则 題题 類类 別别 該该 給给 對对 "
    "話话 談谈 視视 頻频 線线 網网 號号 萬万 億亿 兩两 幾几 這这 們们 還还 進进 運运 過过 選选 "
    "遠远 連连 邊边 認认 許许 設设 評评 說说 課课 調调 論论 謀谋 講讲 賽赛 質质 購购 費费 責责 "
    "賓宾 贊赞 軟软 較较 載载 輪轮 輸输 轉转 農农 適适 郵邮 醫医 釋释 鑑鉴 鋼钢 陸陆 陽阳 隊队 "
    "階阶 隨随 難难 電电 響响 頁页 須须 預预 頒颁 頭头 飛飞 駐驻 驗验 體体 齊齐 簡简 級级 紀纪 "
    "終终 結结 統统 綜综 緊紧 縮缩 績绩 繼继 繫系 義义 習习 職职 聽听 肅肃 腦脑 臨临 舊旧 興兴 "
    "華华 薦荐 藝艺 藥药 補补 裝装 複复 覽览 觸触 訴诉 註注 詢询 誌志 語语 誤误 諮谘 譯译 護护 "
    "變变 讓让 豐丰 貢贡 貨货 貫贯 賀贺 賦赋 賴赖 車车 軍军 輔辅 邏逻 鄉乡 針针 銀银 銷销 鎖锁 "
    "鏈链 閉闭 閱阅 隱隐 雲云 霧雾 靈灵 韋韦 順顺 顯显 風风 養养 館馆 騎骑 驅驱 魚鱼 鳥鸟 鹽盐 "
    "麗丽 黃黄 龍龙 優优 傳传 傷伤 價价 儀仪 儘尽 償偿 兒儿 內内 冊册 凍冻 劇剧 劉刘 勞劳 勢势 "
    "勝胜 勵励 勳勋 匯汇 參参 啓启 喬乔 嚴严 圖图 場场 塊块 壓压 壇坛 夠够 奧奥 婦妇 學学 寫写 "
    "寬宽 寶宝 尋寻 屬属 岡冈 島岛 峽峡 幣币 帶带 庫库 廢废 廣广 強强 彈弹 當当 徑径 徵征 恆恒 "
    "愷恺 態态 慶庆 憑凭 懷怀 戰战 戲戏 戶户 擁拥 擇择 擊击 擬拟 攜携 敘叙 數数 斷断 暫暂 曆历 "
    "曉晓 楊杨 極极 樣样 檔档 檢检 歲岁 歷历 歸归 氣气 決决 沒没 況况 準准 減减 測测 湯汤 溝沟 "
    "滅灭 滿满 漁渔 潔洁 濱滨 瀏浏 無无 煙烟 熱热 營营 爭争 獎奖 獲获 現现 環环 畢毕 異异 療疗 "
    "盡尽 監监 盤盘 碼码 禮礼 種种 稱称 穩稳 競竞 筆笔 節节 糧粮 紅红 細细 絡络 編编 緣缘 縣县"
)
_TABLE = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


def simplified(text: str) -> str:
    """The text with simplified characters for traditional ones, of the same length."""
    return text.translate(_TABLE)
